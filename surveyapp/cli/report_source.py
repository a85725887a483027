"""Report source: from a questionnaire and a wave to everything that its report is made of."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime

from surveyapp.analysis.attack.audit import Audit, audit
from surveyapp.analysis.dissemination_plan import DisseminationPlan
from surveyapp.analysis.outputs import Outputs
from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.source.instrument import Instrument, instrument_of
from surveyapp.formats.source.prose_file import load_prose
from surveyapp.formats.source.recommendation_file import load_recommendations
from surveyapp.instance import Instance
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questionnaire.wording import Wording
from surveyapp.reports.block import Document
from surveyapp.reports.document.evidence import evidence_of, known_names
from surveyapp.reports.document.material import METHOD, SUMMARY, Material, Provenance
from surveyapp.reports.document.report import response_report
from surveyapp.reports.exhibit.response import responses_counted
from surveyapp.reports.labels import Labels
from surveyapp.reports.prose.recommendation import THEME
from surveyapp.storage.corrections import corrections_of
from surveyapp.storage.publications import published_of
from surveyapp.storage.responses import responses_by_country
from surveyapp.storage.waves import Wave


@dataclass(frozen=True, slots=True)
class Study:
    """What a wave asks, and what the gate has let through."""

    asked: Instrument
    wave: Wave
    published: Outputs

    @property
    def form(self) -> Questionnaire:
        """The questionnaire in full."""
        return self.asked.form

    @property
    def plan(self) -> DisseminationPlan:
        """The whole plan."""
        return self.asked.plan

    def known_evidence(self) -> Collection[str]:
        """What a recommendation may rest on: comparisons, and themes of coded answers."""
        themes = (
            f"{THEME}{book.code_book}.{code}" for book in self.asked.books for code in book.codes
        )
        return {*(each.name for each in self.plan.comparisons()), *themes}

    def attacked(self) -> Audit:
        """What a reader who puts all figures together can find out. Takes seconds."""
        return audit(self.published.table, [cross for _name, cross in self.published.crosses])


def study_of(instance: Instance, wave: Wave) -> Study:
    """Counted and protected once for all languages. Raises as `published_of`."""
    asked = instrument_of(instance, wave.questionnaire, wave.release)
    return Study(asked, wave, published_of(instance, wave, asked.form, asked.plan, asked.books))


def material_of(study: Study, language: str, provenance: Provenance) -> Material:
    """The report's material in one language. Raises QuestionnaireRefused for its files."""
    form, published = study.form, study.published
    labels = labels_in(study.asked, study.wave, language)
    chapters = [SUMMARY, METHOD, *(chapter.name for chapter in study.plan.chapters)]
    return Material(
        form=form.in_edition(study.wave.edition),
        publication=published.publication,
        labels=labels,
        provenance=provenance.of(published.whole.snapshot),
        comparison=published.whole,
        split=published.split,
        evidence=evidence_of(form, published.publication, published.whole, labels),
        prose=load_prose(form.name, language, chapters, known_names(form, study.plan)),
        recommendations=load_recommendations(form.name, form),
    )


def response_document(
    instance: Instance, wave: Wave, language: str, provenance: Provenance
) -> Document:
    """All that may be said of an open round. Raises QuestionnaireRefused."""
    asked = instrument_of(instance, wave.questionnaire, wave.release)
    form = asked.form
    counts = responses_by_country(wave.name)
    known = {code.code: counts.get(code.code, 0) for code in form.compare_codes}
    found = responses_counted(asked.plan, form.compare_by or "", known)
    return response_report(form, labels_in(asked, wave, language), provenance, found)


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


def labels_in(asked: Instrument, wave: Wave, language: str) -> Labels:
    """The words of this wave, with its parameters filled. Raises InterfaceWordsMissing."""
    form = asked.form
    wording = asked.wording(language).with_values({**form.parameters, **wave.parameters})
    others = {"other_country": _countries(form, wording)}
    return Labels(wording.with_values(others), translate_in(language))


def _countries(form: Questionnaire, wording: Wording) -> str:
    return " / ".join(wording.text(code.text_path) for code in form.compare_codes)
