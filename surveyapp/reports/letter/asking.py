"""Asking: what institutions are told when they are asked to answer, in one language."""

from dataclasses import dataclass
from datetime import date

from surveyapp.questionnaire.estimate import MinutesRange
from surveyapp.questions.language import Translate, long_date


@dataclass(frozen=True, slots=True)
class Asking:
    """What is said of a study in every letter and mail, in plain paragraphs, never in Markdown.

    language: of the words, also where the addressee reads another one. sender, contact, closes,
    minutes, legal_basis, funder, signature: None where nobody said so. sections: letter and title
    of each. smallest: the fewest institutions in a group that is published. base_url: of the
    instance, without a slash at its end.
    """

    language: str
    translate: Translate
    title: str
    purpose: tuple[str, ...]
    sections: tuple[str, ...]
    privacy: tuple[str, ...]
    sender: str | None
    contact: str | None
    closes: date | None
    minutes: MinutesRange | None
    smallest: int
    base_url: str
    legal_basis: str | None = None
    funder: str | None = None
    signature: str | None = None

    @property
    def day(self) -> str | None:
        """The last day as a text writes it; None where there is none."""
        return long_date(self.closes, self.language) if self.closes else None

    def link(self, code: str) -> str:
        """The address at which an invitation is exchanged."""
        return f"{self.base_url}/i/{code}"

    @property
    def invitation_page(self) -> str:
        """The address at which the code of an invitation is typed."""
        return f"{self.base_url}/i/"

    @property
    def code_page(self) -> str:
        """The address at which an access code is typed."""
        return f"{self.base_url}/answer/code"


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a letter or mail is to. code: of the invitation, None where it has none to give."""

    institution: str
    name: str | None = None
    postal_address: tuple[str, ...] = ()
    code: str | None = None
