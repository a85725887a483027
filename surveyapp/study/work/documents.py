"""Documents: the report and the codebook as a job, in the chosen languages and formats."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count

from surveyapp.reports.block import Document
from surveyapp.reports.document.report import annexes_of, report_of
from surveyapp.storage.job_leases import JobEnd, LogNote
from surveyapp.storage.jobs import JobOutcome
from surveyapp.storage.staff_log import StaffAction
from surveyapp.study.codebook_files import CODEBOOK_WRITERS, ddi_of, entries_of
from surveyapp.study.report_files import REPORT_WRITERS, Remarks, remarks_on, sound_audit
from surveyapp.study.report_source import material_of, provenance_of
from surveyapp.study.work.file_choice import DDI, FORMATS, LANGUAGES
from surveyapp.study.work.workplace import Workplace


def write_report(at: Workplace) -> JobEnd:
    """The report and its annexes, each language in each format.

    Raises as `material_of`, and FiguresTellTooMuch, OSError, JobLost.
    """
    study, layouts = at.study, at.chosen(FORMATS)
    n_all = 2 * len(at.chosen(LANGUAGES)) * len(layouts)
    at.tell(0, n_all)
    audit, n_done, told = sound_audit(study), count(1), list[Mapping[str, str]]()
    for language in at.chosen(LANGUAGES):
        material = material_of(study, language, provenance_of(study.wave, None))
        told += _told(language, remarks_on(study, material))
        audited = replace(material, audit=audit)
        for what, document in (("report", report_of(audited)), ("annexes", annexes_of(audited))):
            for layout in layouts:
                _write(at, document, what, layout, language)
                at.tell(next(n_done), n_all)
    at.zip_all("report")
    alike = len(study.outputs.table.group_disclosures)
    values = {"n_documents": n_all, "remarks": told, "n_alike": alike}
    return JobEnd(JobOutcome("report", values), note=LogNote(StaffAction.REPORT_WRITTEN))


def write_codebook(at: Workplace) -> JobEnd:
    """The codebook, each language in each format. Raises QuestionnaireRefused, OSError, JobLost."""
    study, layouts = at.study, at.chosen(FORMATS)
    asked, parameters = study.instrument, study.wave.parameters
    steps = [(each, lay) for each in at.chosen(LANGUAGES) for lay in layouts if lay != DDI]
    n_all = len(steps) + (DDI in layouts)
    at.tell(0, n_all)
    for n_done, (language, layout) in enumerate(steps, 1):
        content = CODEBOOK_WRITERS[layout](*entries_of(asked, parameters, language))
        at.path("codebook", layout, language).write_bytes(content)
        at.tell(n_done, n_all)
    if DDI in layouts:
        at.path("codebook-ddi", "xml").write_bytes(ddi_of(asked, parameters)[0])
        at.tell(n_all, n_all)
    at.zip_all("codebook")
    return JobEnd(
        JobOutcome("codebook", {"n_documents": n_all}), note=LogNote(StaffAction.CODEBOOK_WRITTEN)
    )


def _write(at: Workplace, document: Document, what: str, layout: str, language: str) -> None:
    at.path(what, layout, language).write_bytes(REPORT_WRITERS[layout](document))


def _told(language: str, remarks: Remarks) -> Iterator[Mapping[str, str]]:
    """What is told beside the report: its kind, where, and the words of the sentence."""
    for file, left in remarks.left_out:
        place = f"{file}:{left.line}"
        yield {"kind": "left-out", "place": place, "words": left.words, "language": language}
    for stale in remarks.stale:
        place = f"{stale.file}:{stale.line}"
        yield {"kind": "stale", "place": place, "words": stale.words, "language": language}
    for lacking in remarks.unfounded:
        kind = "no-evidence" if lacking.unknown is None else "unknown-evidence"
        words = lacking.unknown or ""
        yield {"kind": kind, "place": lacking.recommendation, "words": words, "language": language}
