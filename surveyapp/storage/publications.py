"""Publications: everything that is shown of a wave, computed once and kept in the instance.

Whoever publishes anything of a wave, pages, report, comparison or audit, takes it from here.
"""

import hashlib
import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from surveyapp.analysis.attack.audit import Audit, audit
from surveyapp.analysis.coding.code_book import CodeBook, theme_columns
from surveyapp.analysis.disclosure.dissemination_record import DisseminationRecord, RecordUnreadable
from surveyapp.analysis.dissemination_plan import DisseminationPlan
from surveyapp.analysis.microdata.snapshot import Snapshot
from surveyapp.analysis.outputs import Outputs, publish_beside
from surveyapp.analysis.outputs_json import published_from_json, published_to_json
from surveyapp.instance import Instance
from surveyapp.plain_file import bytes_in
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.column import Column
from surveyapp.storage.kept_file import alone, mark_of, write_whole
from surveyapp.storage.records import kept_record, record_digest, record_publication
from surveyapp.storage.rounds import check_rounds
from surveyapp.storage.snapshots import snapshot_of_wave
from surveyapp.storage.waves import Wave, WaveState

log = logging.getLogger("surveyapp")
COMPUTED_BY = ("analysis", "questionnaire", "questions")
"""Packages that decide what is published."""


def published_of(
    instance: Instance,
    wave: Wave,
    form: Questionnaire,
    plan: DisseminationPlan,
    books: Sequence[CodeBook] = (),
) -> Outputs:
    """What is published of a wave; computed when it was not before, or from other answers.

    Computed by one at a time, however many ask, also in other processes; they read what that one
    has kept. The first publication of a frozen wave is recorded, and its figures stay as they were.
    Raises WaveNotFrozen, RoundTooAlike, RecordDamaged, NothingToCompare, AnswersRefused, OSError.
    """
    study = _study(instance, wave, form, plan, books)
    return study.kept() or study.published()


def kept_publication(
    instance: Instance,
    wave: Wave,
    form: Questionnaire,
    plan: DisseminationPlan,
    books: Sequence[CodeBook] = (),
) -> Outputs | None:
    """The same where it is kept; None where it has to be computed. Raises as `published_of`."""
    return _study(instance, wave, form, plan, books).kept()


def audit_of(
    instance: Instance,
    wave: Wave,
    form: Questionnaire,
    plan: DisseminationPlan,
    books: Sequence[CodeBook] = (),
) -> Audit:
    """What a reader could find out of all that is published of a wave.

    Found once for a publication, and kept beside it. Raises as `published_of`.
    """
    study = _study(instance, wave, form, plan, books)
    made = study.kept() or study.published()
    return study.kept_audit() or study.audited(made)


def _study(
    instance: Instance,
    wave: Wave,
    form: Questionnaire,
    plan: DisseminationPlan,
    books: Sequence[CodeBook],
) -> "_Study":
    snapshot = snapshot_of_wave(instance, wave, form, books)
    return _Study(instance, wave, snapshot, form, plan, theme_columns(form, books))


@dataclass(frozen=True, slots=True)
class _Study:
    """One wave with everything that its publication is made of."""

    instance: Instance
    wave: Wave
    snapshot: Snapshot
    form: Questionnaire
    plan: DisseminationPlan
    themes: tuple[Column, ...]

    @property
    def is_frozen(self) -> bool:
        return self.wave.state is WaveState.FROZEN

    @property
    def folder(self) -> Path:
        return self.instance.path / "publications"

    @property
    def mark(self) -> str:
        return mark_of(self.wave.name)

    def path(self) -> Path:
        """Where the publication lies: its name is the hash of all that it is made of."""
        made_of = (
            computed_by(),
            self.snapshot.sha256,
            self.form.version_hash,
            self.plan,
            self.themes,
            record_digest(self.instance, self.wave.name) if self.is_frozen else None,
        )
        content = msgspec.json.encode(made_of, order="deterministic")
        key = hashlib.sha256(content).hexdigest()
        return self.folder / f"{self.mark}-{key}.json"

    def kept(self) -> Outputs | None:
        """What was computed before; None when there is nothing that can be read."""
        with suppress(OSError, RecordUnreadable):
            text = bytes_in(self.path())
            return published_from_json(text, self.snapshot, self.form, self.plan, self.themes)
        return None

    def published(self) -> Outputs:
        """Computed by one at a time, and kept; what cannot be kept is shown all the same."""
        with self._alone(self.mark):
            return self.kept() or self._kept_from_now_on()

    @property
    def audit_path(self) -> Path:
        """Where the audit of the publication lies."""
        return self.path().with_suffix(".audit")

    def kept_audit(self) -> Audit | None:
        """What was found before; None when there is nothing that can be read."""
        with suppress(OSError, msgspec.MsgspecError):
            return msgspec.msgpack.decode(bytes_in(self.audit_path), type=Audit)
        return None

    def audited(self, made: Outputs) -> Audit:
        """Found by one at a time, and kept."""
        with self._alone(f"audit-{self.mark}"):
            known = self.kept_audit()
            if known is not None:
                return known
            found = audit(made.table, [cross for _name, cross in made.crosses])
            try:
                write_whole(self.audit_path, msgspec.msgpack.encode(found))
            except OSError as problem:
                _log_unkept(problem)
            return found

    @contextmanager
    def _alone(self, mark: str) -> Iterator[None]:
        """One at a time; where there can be no lock all the same."""
        with ExitStack() as stack:
            try:
                stack.enter_context(alone(self.folder, mark))
            except OSError as problem:
                _log_unkept(problem)
            yield

    def _record(self) -> DisseminationRecord | None:
        """What was published of a frozen wave. Raises RecordDamaged, OSError."""
        return kept_record(self.instance, self.wave.name) if self.is_frozen else None

    def _made(self, record: DisseminationRecord | None) -> Outputs:
        """Computed. A first publication is refused beside a round that is too alike."""
        if self.is_frozen and record is None:
            check_rounds(self.instance, self.wave, self.form, self.plan.rules.k)
        return publish_beside(record, self.snapshot, self.form, self.plan, self.themes)

    def _kept_from_now_on(self) -> Outputs:
        record = self._record()
        made = self._made(record)
        try:
            if self.is_frozen:
                record_publication(self.instance, self.wave, made, record)
            path = self.path()
            write_whole(path, published_to_json(made, self.plan))
            _remove_others(self.mark, path)
        except OSError as problem:
            _log_unkept(problem)
        return made


def _log_unkept(problem: OSError) -> None:
    log.warning("a publication could not be kept: %s", problem.strerror)


@cache
def computed_by() -> str:
    """A hash of the software that decides what is published, so that a new one computes again."""
    content = hashlib.sha256()
    for package in COMPUTED_BY:
        for path in sorted((Path(__file__).parent.parent / package).rglob("*.py")):
            content.update(path.read_bytes())
    return content.hexdigest()


def _remove_others(mark: str, path: Path) -> None:
    """Older publications of the wave with their audits, and what a crash left behind.

    Needs to be alone.
    """
    for other in path.parent.glob(f"{mark}-*"):
        if other not in (path, path.with_suffix(".audit")):
            other.unlink(missing_ok=True)
