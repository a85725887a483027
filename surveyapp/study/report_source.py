"""Report source: everything that the report of a study is made of."""

from collections.abc import Collection
from datetime import UTC, date, datetime

from surveyapp.formats.source.prose_file import load_prose
from surveyapp.formats.source.recommendation_file import load_recommendations
from surveyapp.reports.block import Document
from surveyapp.reports.document.evidence import evidence_of, known_names
from surveyapp.reports.document.material import METHOD, SUMMARY, Material, Provenance
from surveyapp.reports.document.report import response_report
from surveyapp.reports.prose.recommendation import THEME
from surveyapp.storage.corrections import corrections_of
from surveyapp.storage.waves import Wave
from surveyapp.study.publication import responses_of
from surveyapp.study.published_study import PublishedStudy


def material_of(study: PublishedStudy, language: str, provenance: Provenance) -> Material:
    """The report's material in one language.

    Raises as `StudyFigures.outputs` and `Study.labels`, and QuestionnaireRefused for its files.
    """
    form, outputs = study.form, study.outputs
    labels = study.labels(language)
    chapters = [SUMMARY, METHOD, *(chapter.name for chapter in study.plan.chapters)]
    return Material(
        form=form.in_edition(study.wave.edition),
        publication=outputs.publication,
        labels=labels,
        provenance=provenance.of(outputs.whole.snapshot),
        comparison=outputs.whole,
        split=outputs.split,
        evidence=evidence_of(form, outputs.publication, outputs.whole, labels),
        prose=load_prose(form.name, language, chapters, known_names(form, study.plan)),
        recommendations=load_recommendations(form.name, form),
    )


def known_evidence(study: PublishedStudy) -> Collection[str]:
    """What a recommendation may rest on: comparisons, and themes of coded answers."""
    themes = (f"{THEME}{book.code_book}.{code}" for book in study.books for code in book.codes)
    return {*(each.name for each in study.plan.comparisons()), *themes}


def response_document(study: PublishedStudy, language: str, provenance: Provenance) -> Document:
    """All that may be said of an open round. Raises QuestionnaireRefused, InterfaceWordsMissing."""
    return response_report(study.form, study.labels(language), provenance, responses_of(study))


def provenance_of(wave: Wave, day: date | None, *, is_internal: bool = False) -> Provenance:
    """day: None for the wave's own, see `_day_of`; today where it has none."""
    return Provenance(
        wave=wave.name,
        version=wave.version,
        version_hash=wave.version_hash,
        day=day or _day_of(wave) or datetime.now(UTC).date(),
        is_synthetic=wave.is_synthetic,
        is_internal=is_internal,
        corrections=tuple((each.day, each.reason) for each in corrections_of(wave.name)),
    )


def _day_of(wave: Wave) -> date | None:
    """The day on which the wave took its last answers; the announced one where nobody kept it.

    Invented answers belong to the day that was invented with them. Of a real round that is still
    open the figures are those of today.
    """
    announced = (wave.closes or wave.opens) if wave.is_synthetic else wave.closes
    return wave.ended or (announced if wave.is_over or wave.is_synthetic else None)
