"""Asking: what a study says to the institutions that it asks, in the language of each."""

from surveyapp.by_language import in_language
from surveyapp.formats.interface_words import InterfaceWordsMissing, translate_in
from surveyapp.formats.plain_words import one_line, plain_words
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.formats.source.study_file import load_study
from surveyapp.questionnaire.study import LetterDefinition
from surveyapp.reports.letter.asking import Asking
from surveyapp.study.settings import offered_languages
from surveyapp.study.study import Study


def language_for(study: Study, wanted: str) -> str:
    """In which an addressee is written to: its own, or that in which the questionnaire is written.

    Its own may be none of the questionnaire's, or one that the interface speaks no more, or the
    site does not offer.
    """
    if wanted not in offered_languages(study.instance):
        return study.form.source_language
    try:
        translate_in(wanted)
    except InterfaceWordsMissing:
        return study.form.source_language
    return wanted if wanted in study.form.languages else study.form.source_language


def asking_of(study: Study, language: str) -> Asking:
    """What is said in one of the languages of the questionnaire.

    Raises InterfaceWordsMissing, and as `Study` where the wave's copy cannot be read.
    """
    form = study.form.in_edition(study.wave.edition)
    wording = study.wording(language)
    contact = in_language(study.instance.contact, language)
    titles = (wording.text(f"{form.name}.sections.{each.name}.label") for each in form.sections)
    return Asking(
        language=language,
        translate=translate_in(language),
        title=wording.text(f"{form.name}.title"),
        purpose=plain_words(wording.text(f"{form.name}.purpose")),
        sections=tuple(
            f"{section.letter}. {title}"
            for section, title in zip(form.sections, titles, strict=True)
        ),
        privacy=plain_words(wording.text_or_none(f"{form.name}.privacy") or ""),
        sender=in_language(study.instance.sender, language),
        contact=one_line(contact) if contact else None,
        closes=study.wave.closes,
        minutes=study.instrument.minutes(language).get(study.wave.edition),
        smallest=study.plan.rules.k,
        base_url=study.instance.base_url.rstrip("/"),
        **_letter_words(study, language),
    )


def _letter_words(study: Study, language: str) -> dict[str, str | None]:
    """What the study's file says for letters; nothing where the project lost the questionnaire."""
    try:
        said = load_study(study.form.name, language)
    except (QuestionnaireMissing, QuestionnaireRefused):
        return {}
    return {key: said.letter(key) for key in LetterDefinition.model_fields}
