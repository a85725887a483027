"""Kept publications: what was published of a wave before, found again by all that it is made of.

Who shows it reads it here, without the libraries that compute it.
"""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from surveyapp.analysis.attack.audit_result import Audit
from surveyapp.analysis.coding.code_book import CodeBook, theme_columns
from surveyapp.analysis.disclosure.dissemination_record import RecordUnreadable
from surveyapp.analysis.dissemination_plan import DisseminationPlan
from surveyapp.analysis.outputs import Outputs
from surveyapp.analysis.outputs_json import published_from_json
from surveyapp.instance import Instance
from surveyapp.plain_file import bytes_in
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.column import Column
from surveyapp.storage.answers_fingerprint import answers_fingerprint
from surveyapp.storage.file_mac import MacMissing, MacWrong, content_of, with_mac
from surveyapp.storage.kept_file import mark_of, write_whole
from surveyapp.storage.records import record_digest
from surveyapp.storage.waves import Wave, WaveState, check_comparable

COMPUTED_BY = ("analysis", "questionnaire", "questions")
"""Packages that decide what is published."""


@dataclass(frozen=True, slots=True)
class PublicationSource:
    """One wave with everything that its publication is made of."""

    instance: Instance
    wave: Wave
    form: Questionnaire
    plan: DisseminationPlan
    books: Sequence[CodeBook] = ()

    @property
    def themes(self) -> tuple[Column, ...]:
        """The columns of coded themes."""
        return theme_columns(self.form, self.books)

    @property
    def is_frozen(self) -> bool:
        """Whether no answer is added or withdrawn any more."""
        return self.wave.state is WaveState.FROZEN

    @property
    def folder(self) -> Path:
        """Where the publications of the instance lie."""
        return self.instance.path / "publications"

    @property
    def mark(self) -> str:
        """The beginning of the names of the wave's files."""
        return mark_of(self.wave.name)

    def path(self) -> Path:
        """Where the publication lies: its name is the hash of all that it is made of."""
        made_of = (
            computed_by(),
            answers_fingerprint(self.wave, self.form, self.books),
            self.wave.version,
            self.wave.is_synthetic,
            self.plan,
            self.themes,
            record_digest(self.instance, self.wave.name) if self.is_frozen else None,
        )
        content = msgspec.json.encode(made_of, order="deterministic")
        key = hashlib.sha256(content).hexdigest()
        return self.folder / f"{self.mark}-{key}.json"

    def kept(self) -> Outputs | None:
        """What was computed before; None when there is nothing that can be read.

        Raises WaveRefused: rehearsal, WaveNotFrozen.
        """
        check_comparable(self.wave)
        with suppress(OSError, MacMissing, MacWrong, RecordUnreadable):
            text = self._content(self.path())
            return published_from_json(text, self.form, self.plan, self.themes)
        return None

    def audit_path(self) -> Path:
        """Where the audit of the publication lies."""
        return self.path().with_suffix(".audit")

    def kept_audit(self) -> Audit | None:
        """What was found before; None when there is nothing that can be read. Raises as `kept`."""
        check_comparable(self.wave)
        with suppress(OSError, MacMissing, MacWrong, msgspec.MsgspecError):
            return msgspec.msgpack.decode(self._content(self.audit_path()), type=Audit)
        return None

    def keep(self, path: Path, content: bytes) -> None:
        """Writes one of its files, so that nobody can change it unseen. Raises OSError."""
        write_whole(path, with_mac(content, path.name, self.instance.pepper))

    def _content(self, path: Path) -> bytes:
        return content_of(bytes_in(path), path.name, self.instance.pepper)


@cache
def computed_by() -> str:
    """A hash of the software that decides what is published, so that a new one computes again."""
    content = hashlib.sha256()
    for package in COMPUTED_BY:
        for path in sorted((Path(__file__).parent.parent / package).rglob("*.py")):
            content.update(path.read_bytes())
    return content.hexdigest()
