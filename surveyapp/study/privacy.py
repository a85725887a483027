"""Privacy documents of a study: made of the settings and of what a wave asks."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from surveyapp.by_language import in_language
from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.plain_words import plain_words
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.formats.source.study_file import load_study
from surveyapp.instance import Instance
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.column import Level
from surveyapp.reports.block import Document
from surveyapp.reports.privacy.impact_assessment import impact_assessment
from surveyapp.reports.privacy.privacy_notice import privacy_notice
from surveyapp.reports.privacy.processing import Processing, Retention, Words
from surveyapp.reports.privacy.processing_record import processing_record
from surveyapp.storage.contacts import invitation_mode_of
from surveyapp.storage.waves import Wave
from surveyapp.study.settings import words_now
from surveyapp.study.study import Study, study_of

DOCUMENTS: Mapping[str, Callable[[Processing], Document]] = {
    "privacy-notice": privacy_notice,
    "record-of-processing": processing_record,
    "impact-assessment": impact_assessment,
}
"""Name in files and addresses -> what makes it."""
USUAL_SMALLEST = 5


def processing_of(instance: Instance, wave: Wave | None, language: str) -> Processing:
    """What is known of the processing of a wave, in a language of the interface.

    wave: None before one was made; then nothing is said about what is asked. What the
    questionnaire does not have in the language is in its own. Raises InterfaceWordsMissing, and as
    `Study` for a copy that cannot be read.
    """
    found = _of_settings(instance, language)
    return found if wave is None else _of_wave(found, study_of(instance, wave))


def _of_settings(instance: Instance, language: str) -> Processing:
    settings = instance.desk.settings
    words = {name: _paragraphs(instance, name, language) for name in _WORDS}
    name = in_language(settings.by_language("study_name"), language)
    translate = translate_in(language)
    return Processing(
        language=language,
        translate=translate,
        study=name or translate.gettext("Questionnaires for institutions"),
        wave="",
        is_synthetic=instance.is_demo,
        purpose=(),
        sections=(),
        identifying=(),
        n_sensitive=0,
        n_open=0,
        smallest=USUAL_SMALLEST,
        is_tracked=None,
        has_mail=instance.mail is not None,
        retention=_retention(instance),
        **words,
    )


_WORDS = (
    *("sender", "contact", "controller", "officer", "legal_basis", "contact_source"),
    *("recipients", "funder", "authority", "promise"),
)


def _paragraphs(instance: Instance, name: str, language: str) -> Words:
    setting = "protection_officer" if name == "officer" else name
    words = in_language(words_now(instance, setting), language)
    return plain_words(words) if words else ()


def _retention(instance: Instance) -> Retention:
    settings = instance.desk.settings
    return Retention(
        contacts_months=settings.number("contacts_months"),
        texts_months=settings.number("texts_months"),
        log_months=settings.number("log_months"),
        backup_days=settings.number("backup_days"),
    )


def _of_wave(found: Processing, study: Study) -> Processing:
    """With what one wave asks."""
    form, wave = study.form.in_edition(study.wave.edition), study.wave
    language = found.language if found.language in form.languages else form.source_language
    wording = study.wording(language)
    title = wording.text(f"{form.name}.title")
    mode = invitation_mode_of(wave.name)
    return replace(
        found,
        study=title,
        wave=wave.name,
        is_synthetic=wave.is_synthetic,
        purpose=plain_words(wording.text(f"{form.name}.purpose")),
        sections=tuple(
            wording.text(f"{form.name}.sections.{each.name}.label") for each in form.sections
        ),
        identifying=tuple(
            wording.text(f"{form.questions[each].path}.label")
            for each in form.identifying
            if each in form.questions
        ),
        n_sensitive=sum(each.question.is_sensitive for each in form.questions.values()),
        n_open=_n_open(form),
        smallest=study.plan.rules.k,
        is_tracked=None if mode is None else mode == "tracked",
        legal_basis=found.legal_basis or _letter(form, "legal_basis", language),
        funder=found.funder or _letter(form, "funder", language),
    )


def _n_open(form: Questionnaire) -> int:
    return sum(each.question.level is Level.TEXT for each in form.questions.values())


def _letter(form: Questionnaire, key: str, language: str) -> Words:
    """What the study's file says for letters, where the desk says nothing."""
    try:
        words = load_study(form.name, language).letter(key)
    except (QuestionnaireMissing, QuestionnaireRefused):
        return ()
    return plain_words(words) if words else ()
