"""Publication: what was published of a study before, and how many answered it."""

from surveyapp.analysis.attack.audit_result import Audit
from surveyapp.analysis.disclosure.dissemination_record import DisseminationRecord
from surveyapp.analysis.outputs import Outputs
from surveyapp.reports.exhibit.response import Response, responses_counted
from surveyapp.storage.kept_publications import PublicationSource
from surveyapp.storage.records import kept_record
from surveyapp.storage.responses import responses_by_country
from surveyapp.storage.waves import WaveState, check_no_rehearsal
from surveyapp.study.sample import answered_by_country
from surveyapp.study.study import Study


def kept_outputs_of(study: Study) -> Outputs | None:
    """All that may be shown, where it was computed before; else None.

    Raises WaveRefused: rehearsal, WaveNotFrozen.
    """
    return _source_of(study).kept()


def kept_audit_of(study: Study) -> Audit | None:
    """What its audit found, where it was made before; else None. Raises as `kept_outputs_of`."""
    return _source_of(study).kept_audit()


def _source_of(study: Study) -> PublicationSource:
    return PublicationSource(study.instance, study.wave, study.form, study.plan, study.books)


def record_of(study: Study) -> DisseminationRecord | None:
    """What was published of it before; None when nothing was. Raises RecordDamaged."""
    return kept_record(study.instance, study.wave.name)


def responses_of(study: Study) -> tuple[Response, ...]:
    """How many answered by group, none below the rule; also while the wave is open.

    Until it is frozen those that withdrew after a mixing count on where there is a list: nobody
    who knows the institutions sees one withdraw. Raises WaveRefused: rehearsal.
    """
    check_no_rehearsal(study.wave)
    form, counts = study.form, responses_by_country(study.wave.name)
    if study.wave.state is not WaveState.FROZEN and not study.wave.is_synthetic:
        counts = {**counts, **answered_by_country(study.wave.name)}
    known = {code.code: counts.get(code.code, 0) for code in form.compare_codes}
    return responses_counted(study.plan, form.compare_by or "", known)
