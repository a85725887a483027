"""Publications: everything that is shown of a wave, computed once and kept in the instance.

Whoever publishes anything of a wave, pages, report, comparison or audit, takes it from here.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec

from surveyapp.analysis.attack.audit import audit
from surveyapp.analysis.attack.audit_result import Audit
from surveyapp.analysis.coding.code_book import CodeBook
from surveyapp.analysis.disclosure.dissemination_record import DisseminationRecord
from surveyapp.analysis.dissemination_plan import DisseminationPlan
from surveyapp.analysis.finalisation import publish_beside
from surveyapp.analysis.microdata.snapshot import Snapshot
from surveyapp.analysis.outputs import Outputs
from surveyapp.analysis.outputs_json import published_to_json
from surveyapp.instance import Instance
from surveyapp.plain_file import os_words
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.storage.kept_file import alone
from surveyapp.storage.kept_publications import PublicationSource
from surveyapp.storage.records import kept_record, record_publication
from surveyapp.storage.rounds import check_rounds
from surveyapp.storage.snapshots import snapshot_of_wave
from surveyapp.storage.waves import Wave

log = logging.getLogger("surveyapp")


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
    What cannot be kept is shown all the same. Raises WaveNotFrozen, RoundTooAlike, RecordDamaged,
    NothingToCompare, AnswersRefused, OSError.
    """
    return _published(PublicationSource(instance, wave, form, plan, books))


def _published(source: PublicationSource) -> Outputs:
    known = source.kept()
    if known is not None:
        return known
    with _alone(source.folder, source.mark):
        return source.kept() or _kept_from_now_on(source)


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
    source = PublicationSource(instance, wave, form, plan, books)
    return source.kept_audit() or _audited(source, _published(source))


def _audited(source: PublicationSource, made: Outputs) -> Audit:
    """Found by one at a time, and kept."""
    with _alone(source.folder, f"audit-{source.mark}"):
        known = source.kept_audit()
        if known is not None:
            return known
        found = audit(made.table, [cross for _name, cross in made.crosses])
        try:
            source.keep(source.audit_path(), msgspec.msgpack.encode(found))
        except OSError as problem:
            _log_unkept(problem)
        return found


@contextmanager
def _alone(folder: Path, mark: str) -> Iterator[None]:
    """One at a time; where there can be no lock all the same."""
    with ExitStack() as stack:
        try:
            stack.enter_context(alone(folder, mark))
        except OSError as problem:
            _log_unkept(problem)
        yield


def _made(
    source: PublicationSource, snapshot: Snapshot, record: DisseminationRecord | None
) -> Outputs:
    """Computed. A first publication is refused beside a round that is too alike."""
    if source.is_frozen and record is None:
        check_rounds(source.instance, source.wave, source.form, source.plan.rules.k)
    return publish_beside(record, snapshot, source.form, source.plan, source.themes)


def _kept_from_now_on(source: PublicationSource) -> Outputs:
    """Computed and kept, unless an answer came or went meanwhile: then it belongs to no name."""
    before = source.path()
    instance, wave = source.instance, source.wave
    snapshot = snapshot_of_wave(instance, wave, source.form, source.books)
    is_whole = source.path() == before
    record = kept_record(instance, wave.name) if source.is_frozen else None
    made = _made(source, snapshot, record)
    try:
        if source.is_frozen:
            record_publication(instance, wave, made, record)
        if is_whole:
            path = source.path() if source.is_frozen else before
            source.keep(path, published_to_json(made, source.plan, snapshot.fields()))
            _remove_others(source.mark, path)
    except OSError as problem:
        _log_unkept(problem)
    return made


def _log_unkept(problem: OSError) -> None:
    log.warning("a publication could not be kept: %s", os_words(problem))


def _remove_others(mark: str, path: Path) -> None:
    """Older publications of the wave with their audits, and what a crash left behind.

    Needs to be alone.
    """
    for other in path.parent.glob(f"{mark}-*"):
        if other not in (path, path.with_suffix(".audit")):
            other.unlink(missing_ok=True)
