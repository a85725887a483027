"""Report files: the report of a study and its annexes as documents, and what is told before."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from surveyapp.analysis.attack.audit_result import Audit
from surveyapp.formats.report.report_docx import report_docx
from surveyapp.formats.report.report_html import report_html
from surveyapp.formats.report.report_pdf import report_pdf
from surveyapp.formats.source.prose_lock import read_lock
from surveyapp.reports.block import Document
from surveyapp.reports.document.material import Material
from surveyapp.reports.document.staleness import StaleSentence, stale_sentences
from surveyapp.reports.prose.prose import Sentence, left_out
from surveyapp.reports.prose.recommendation import Unfounded, unfounded
from surveyapp.study.published_study import PublishedStudy
from surveyapp.study.report_source import known_evidence

REPORT_WRITERS: Mapping[str, Callable[[Document], bytes]] = {
    "html": lambda document: report_html(document).encode(),
    "pdf": report_pdf,
    "docx": report_docx,
}


class FiguresTellTooMuch(ValueError):
    """Whoever puts all figures together learns more than may be learned; nothing is written."""


@dataclass(frozen=True, slots=True)
class Remarks:
    """What is told beside the report in one language. left_out: with the file of the sentence."""

    left_out: tuple[tuple[str, Sentence], ...]
    stale: tuple[StaleSentence, ...]
    unfounded: tuple[Unfounded, ...]


def sound_audit(study: PublishedStudy) -> Audit:
    """The audit that stands in the report. Takes seconds. Raises FiguresTellTooMuch."""
    found = study.audit()
    if not found.is_sound:
        raise FiguresTellTooMuch(study.wave.name)
    return found


def remarks_on(study: PublishedStudy, material: Material) -> Remarks:
    """Sentences left out or to be read again, and recommendations that rest on nothing."""
    return Remarks(
        tuple(left_out_of(material)),
        stale_of(material),
        tuple(unfounded(material.recommendations, known_evidence(study))),
    )


def left_out_of(material: Material) -> Iterator[tuple[str, Sentence]]:
    """Sentences of the prose that the report does without, each with its file."""
    for prose in material.prose.values():
        for sentence in left_out(prose, material.figure_words.span):
            yield prose.file, sentence


def stale_of(material: Material) -> tuple[StaleSentence, ...]:
    """Sentences whose numbers are not those that were accepted."""
    accepted = read_lock(material.form.name, material.language)
    return tuple(stale_sentences(material.prose, material.figure_words, accepted))
