"""Unsaid: what the start page of a wave leaves out, because nobody wrote it, or nobody read it."""

from collections.abc import Iterator
from enum import StrEnum

from surveyapp.formats.catalogue_set import coverage_by_language
from surveyapp.formats.source.shelf import project_shelf
from surveyapp.storage.waves import Wave
from surveyapp.study.study import Study


class Unsaid(StrEnum):
    """What an institution is not told."""

    SENDER = "who asks"
    CONTACT = "whom to ask back"
    LAST_DAY = "until when answers are taken"
    PRIVACY = "how answers are protected"


def unsaid_of(study: Study) -> tuple[Unsaid, ...]:
    """What the start page leaves out; of a demonstration, nothing.

    Raises QuestionnaireMissing, QuestionnaireRefused.
    """
    return () if study.wave.is_synthetic else tuple(_unsaid(study))


def unreviewed_of(wave: Wave) -> dict[str, int]:
    """Language -> translations that wait for a second person, of a wave that has no copy yet.

    Raises QuestionnaireMissing, QuestionnaireRefused.
    """
    if wave.release is not None:
        return {}
    found = coverage_by_language(wave.questionnaire, project_shelf())
    counts = {language: len(each.unreviewed) for language, each in found.items()}
    return {language: n for language, n in counts.items() if n}


def _unsaid(study: Study) -> Iterator[Unsaid]:
    form = study.form
    if not study.instance.sender:
        yield Unsaid.SENDER
    if not study.instance.contact:
        yield Unsaid.CONTACT
    if study.wave.closes is None:
        yield Unsaid.LAST_DAY
    if not study.instrument.wording(form.source_language).has(f"{form.name}.privacy"):
        yield Unsaid.PRIVACY
