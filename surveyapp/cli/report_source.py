"""Report source: from a questionnaire and a wave to everything that its report is made of."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from surveyapp.analysis.code_book import theme_columns
from surveyapp.analysis.disclosure.audit import Audit
from surveyapp.analysis.disclosure.whole_audit import audit
from surveyapp.analysis.publication import Publication
from surveyapp.analysis.published import Published, publish
from surveyapp.formats.analysis_file import plan_for
from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.prose_file import load_prose
from surveyapp.formats.questionnaire_folder import load_code_books, load_release, load_wording
from surveyapp.formats.recommendation_file import load_recommendations
from surveyapp.instance import Instance
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questionnaire.wording import Wording
from surveyapp.reports.document import Document
from surveyapp.reports.evidence import evidence_of, known_names
from surveyapp.reports.labels import Labels
from surveyapp.reports.material import METHOD, SUMMARY, Material, Provenance
from surveyapp.reports.recommendation import THEME
from surveyapp.reports.report import response_report
from surveyapp.reports.response import responses_counted
from surveyapp.storage.responses import responses_by_country
from surveyapp.storage.snapshots import snapshot_of_wave
from surveyapp.storage.waves import Wave

UNDATED = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Study:
    """A wave's questionnaire, its whole plan and what the gate has let through."""

    form: Questionnaire
    plan: Publication
    wave: Wave
    published: Published

    def known_evidence(self) -> Collection[str]:
        """What a recommendation may rest on: comparisons, and themes of coded answers."""
        themes = (
            f"{THEME}{book.code_book}.{code}"
            for book in load_code_books(self.form.name)
            for code in book.codes
        )
        return {*(each.name for each in self.plan.comparisons()), *themes}

    def attacked(self) -> Audit:
        """What a reader who puts all figures together can find out. Takes seconds."""
        return audit(self.published.table, [cross for _name, cross in self.published.crosses])


def study_of(instance: Instance, wave: Wave) -> Study:
    """Counted and protected once for all languages. Raises as `snapshot_of_wave`."""
    form = load_release(wave.questionnaire)
    plan, books = plan_for(form), load_code_books(form.name)
    snapshot = snapshot_of_wave(instance, wave, form, books)
    return Study(form, plan, wave, publish(snapshot, form, plan, themes=theme_columns(form, books)))


def material_of(study: Study, language: str, provenance: Provenance) -> Material:
    """The report's material in one language. Raises QuestionnaireRefused for its files."""
    form, published = study.form, study.published
    labels = labels_in(form, study.wave, language)
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


def response_document(wave: Wave, language: str, provenance: Provenance) -> Document:
    """All that may be said of an open round. Raises QuestionnaireRefused."""
    form = load_release(wave.questionnaire)
    counts = responses_by_country(wave.name)
    known = {code.code: counts.get(code.code, 0) for code in form.compare_codes}
    found = responses_counted(plan_for(form), form.compare_by or "", known)
    return response_report(form, labels_in(form, wave, language), provenance, found)


def provenance_of(wave: Wave, day: date | None, *, is_internal: bool = False) -> Provenance:
    """day: None for the day on which the wave ended, or began where no end is set."""
    return Provenance(
        wave=wave.name,
        version=wave.version,
        version_hash=wave.version_hash,
        day=day or wave.closes or wave.opens or UNDATED,
        is_synthetic=wave.is_synthetic,
        is_internal=is_internal,
    )


def labels_in(form: Questionnaire, wave: Wave, language: str) -> Labels:
    """The words of this wave, with its parameters filled. Raises InterfaceWordsMissing."""
    wording = load_wording(form.name, language).with_values({**form.parameters, **wave.parameters})
    others = {"other_country": _countries(form, wording)}
    return Labels(wording.with_values(others), translate_in(language))


def _countries(form: Questionnaire, wording: Wording) -> str:
    return " / ".join(wording.text(code.text_path) for code in form.compare_codes)
