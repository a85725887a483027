"""Letters: an official letter to each contact of a wave that may answer, as a file each."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from surveyapp.fieldwork.contact import Contact
from surveyapp.fieldwork.invitation import InvitationMode
from surveyapp.formats.report.letter_docx import letter_docx
from surveyapp.formats.report.letter_pdf import letter_pdf
from surveyapp.reports.letter.asking import Addressee
from surveyapp.reports.letter.letter import Letter, letter_of
from surveyapp.storage.contacts import SampleRefused
from surveyapp.storage.invitations import mark_invited
from surveyapp.study.asking import language_for
from surveyapp.study.mailing import Mailing

LAYOUTS: Mapping[str, Callable[[Letter], bytes]] = {"docx": letter_docx, "pdf": letter_pdf}
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class LetterFile:
    """One letter. name: of its file; invitation_id: of the code in it, None without one."""

    name: str
    content: bytes
    invitation_id: bytes | None


def asked_of(mailing: Mailing) -> tuple[Contact, ...]:
    """The contacts that get a letter, in their order."""
    return tuple(each for each in mailing.contacts.values() if each.disposition is None)


def letters_of(mailing: Mailing, layout: str, *, with_codes: bool) -> Iterator[LetterFile]:
    """The letters, one after the other; the same contacts give the same files.

    layout: a key of `LAYOUTS`. Raises SampleRefused: no-codes-in-pool, for a letter would say whose
    code it is.
    """
    if with_codes and mailing.mode is InvitationMode.POOL:
        raise SampleRefused("no-codes-in-pool", mailing.study.wave.name)
    codes = _codes(mailing) if with_codes else {}
    for number, each in enumerate(asked_of(mailing), start=1):
        invitation_id, code = codes.get(each.contact_id or b"", (None, None))
        content = LAYOUTS[layout](_letter(mailing, each, code))
        yield LetterFile(file_name(number, each.institution, layout), content, invitation_id)


def give(letters: Iterable[LetterFile]) -> int:
    """Keeps that the codes in letters were given to somebody; how many letters have one."""
    given = [each.invitation_id for each in letters if each.invitation_id]
    mark_invited(given)
    return len(given)


def file_name(number: int, institution: str, layout: str) -> str:
    """A name that every system takes, such as ``001-directia-generala.docx``."""
    plain = unicodedata.normalize("NFKD", institution).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME].strip("-")
    return f"{number:03}-{words or 'letter'}.{layout}"


def _codes(mailing: Mailing) -> dict[bytes, tuple[bytes, str]]:
    """Contact -> its invitation and its code, while that opens something."""
    pepper = mailing.study.instance.pepper
    return {
        contact_id: (its.invitation_id, its.code(pepper))
        for contact_id, its in mailing.invitations.items()
        if mailing.standing(contact_id).is_unopened
    }


def _letter(mailing: Mailing, to: Contact, code: str | None) -> Letter:
    asking = mailing.asking(language_for(mailing.study, to.language))
    address = tuple(filter(None, map(_shown, (to.postal_address or "").splitlines())))
    name = _shown(to.addressee) if to.addressee else None
    return letter_of(asking, Addressee(_shown(to.institution), name, address, code))


def _shown(line: str) -> str:
    """What of a line can stand on paper."""
    return "".join(filter(str.isprintable, line)).strip()
