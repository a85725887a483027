"""Start page: who asks, why, until when, how long it takes, and what to have at hand."""

from dataclasses import dataclass

from markupsafe import Markup

from surveyapp.by_language import in_language
from surveyapp.web.current_instance import current_instance
from surveyapp.web.language import current_language
from surveyapp.web.prose import prose
from surveyapp.web.respondent.form_words import FormWords


@dataclass(frozen=True, slots=True)
class Preparation:
    """What one of those who answer together should have at hand. role: its name in addresses."""

    role: str
    label: str
    items: tuple[str, ...]


def preparations(words: FormWords, role: str | None = None) -> tuple[Preparation, ...]:
    """The lists of a questionnaire, or that of one role alone; () where there is none."""
    return tuple(
        Preparation(
            each,
            words.text(f"prepare.{each}.label"),
            tuple(words.text(f"prepare.{each}.items.{item}") for item in items),
        )
        for each, items in words.form.prepare.items()
        if role in (None, each)
    )


def sender() -> str | None:
    """Who asks, in the language of the page; None where the instance does not say."""
    return in_language(current_instance().sender, current_language())


def contact() -> Markup | None:
    """Whom to ask back; None where the instance does not say."""
    words = in_language(current_instance().contact, current_language())
    return prose(words) if words else None


def promise_words() -> Markup | None:
    """Further words about the promise; None where the desk says none."""
    said = current_instance().desk.settings.by_language("promise")
    words = in_language(said, current_language())
    return prose(words) if words else None


def privacy_notice(words: FormWords) -> Markup | None:
    """The privacy notice of the study; None where the questionnaire has none."""
    notice = words.text_or_none("privacy")
    return prose(notice) if notice else None
