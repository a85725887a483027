"""Row heads: the first cell of every row of a PDF's tables tagged as the head of its row.

Typst tags the heads of columns. Heads of rows need a feature of its that its package for Python
cannot switch on; so the tags, which it writes as plain objects, are renewed here.
"""

import re
from collections.abc import Iterator, Mapping

_ROW = re.compile(rb"\d+ 0 obj\n<</Type/StructElem/S/TR/P \d+ 0 R/K\[([^\]]*)\]")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_CELL = re.compile(rb"/S/TD/(.*?/O/Table)/Headers\[([^\]]*)\]", re.DOTALL)
_ROOT = re.compile(rb"\d+ 0 obj\n<</Type/StructTreeRoot")
_NAMES = re.compile(rb"/IDTree<</Names\[([^\]]*)\]>>")
_NAME = re.compile(rb"\((\w+)\)(\d+ 0 R)")
_OFFSETS = re.compile(rb"xref\n0 \d+\n((?:\d{10} \d{5} [fn]\r\n)+)")

Objects = dict[int, bytes]


class UnknownLayout(ValueError):
    """The PDF is not written the way that Typst writes it."""


def with_row_heads(pdf: bytes) -> bytes:
    """The same document, whose cells name the head of their row as well. Raises UnknownLayout."""
    start = int(pdf[pdf.rindex(b"startxref") :].split()[1])
    found = _OFFSETS.match(pdf, start)
    if found is None:
        raise UnknownLayout
    offsets = [int(line.split()[0]) for line in found[1].splitlines()]
    objects = _objects(pdf, offsets, start)
    _name_heads(objects, _tag_rows(objects))
    return _written(pdf[: min(offsets[1:])], objects, pdf[found.end() :])


def _objects(pdf: bytes, offsets: list[int], end: int) -> Objects:
    """Number -> object, in the order in which they stand in the file."""
    places = sorted((offset, number) for number, offset in enumerate(offsets) if number)
    ends = [offset for offset, _ in places[1:]] + [end]
    return {n: pdf[place:stop] for (place, n), stop in zip(places, ends, strict=True)}


def _tag_rows(objects: Objects) -> Mapping[bytes, int]:
    """Tags the cells; the names of the heads -> their objects."""
    heads = {}
    rows = [found[1] for each in objects.values() if (found := _ROW.match(each))]
    for first, *others in (map(int, _REFERENCE.findall(row)) for row in rows):
        if b"/S/TH/" in objects[first]:
            continue  # heads of columns
        name = b"R%d" % first
        heads[name] = first
        as_head = rb"/S/TH/ID(%b)/\1/Scope/Row/Headers[\2]" % name
        objects[first] = _renewed(_CELL, as_head, objects[first])
        for other in others:
            named = rb"/S/TD/\1/Headers[\2(%b)]" % name
            objects[other] = _renewed(_CELL, named, objects[other])
    return heads


def _name_heads(objects: Objects, heads: Mapping[bytes, int]) -> None:
    """Adds them to the document's names, which are in order; a cell's heads are found there."""
    if not heads:
        return
    number = next(n for n, each in objects.items() if _ROOT.match(each))
    root = objects[number]
    known = _NAMES.search(root)
    names = dict(_NAME.findall(known[1])) if known else {}
    names |= {name: b"%d 0 R" % head for name, head in heads.items()}
    tree = b"/IDTree<</Names[%b]>>" % b"".join(b"(%b)%b" % each for each in sorted(names.items()))
    pattern, new = (_NAMES, tree) if known else (_ROOT, rb"\g<0>" + tree)
    objects[number] = _renewed(pattern, new, root)


def _renewed(pattern: re.Pattern[bytes], new: bytes, old: bytes) -> bytes:
    renewed, count = pattern.subn(new, old, count=1)
    if not count:
        raise UnknownLayout
    return renewed


def _written(head: bytes, objects: Objects, trailer: bytes) -> bytes:
    offsets, place = {}, len(head)
    for number, each in objects.items():
        offsets[number] = place
        place += len(each)
    before = trailer[: trailer.rindex(b"startxref")]
    end = b"startxref\n%d\n%%%%EOF\n" % place
    return b"".join((head, *objects.values(), *_table(offsets), before, end))


def _table(offsets: Mapping[int, int]) -> Iterator[bytes]:
    yield b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(offsets) + 1)
    for number in sorted(offsets):
        yield b"%010d 00000 n\r\n" % offsets[number]
