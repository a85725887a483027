"""File mac: whether a kept file is what this instance wrote under that name.

The first line holds a keyed hash of name and content, so that no change goes unseen: neither a
damaged file, nor one that was edited, nor another file in its place.
"""

import hmac

_USE = b"surveyapp/v1/kept-file"
_BEGINS, _ENDS = b'{"hmac_sha256":"', b'"}\n'


class MacMissing(ValueError):
    """A file does not begin with a keyed hash, as one that an earlier version wrote."""


class MacWrong(ValueError):
    """A file is not what this instance wrote under this name."""


def with_mac(content: bytes, name: str, pepper: bytes) -> bytes:
    """The content of a file below its keyed hash. name: of the file, unique in its folder."""
    return _line(content, name, pepper) + content


def content_of(text: bytes, name: str, pepper: bytes) -> bytes:
    """The inverse of `with_mac`. Raises MacMissing, MacWrong."""
    if not text.startswith(_BEGINS):
        raise MacMissing(name)
    line, end, content = text.partition(b"\n")
    if not hmac.compare_digest(line + end, _line(content, name, pepper)):
        raise MacWrong(name)
    return content


def _line(content: bytes, name: str, pepper: bytes) -> bytes:
    made = hmac.new(hmac.digest(pepper, _USE, "sha256"), digestmod="sha256")
    for part in (name.encode(), b"\0", content):
        made.update(part)
    return _BEGINS + made.hexdigest().encode() + _ENDS
