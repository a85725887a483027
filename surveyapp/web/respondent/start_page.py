"""Start page: what to have at hand, and the privacy notice of the study."""

from dataclasses import dataclass

from markupsafe import Markup

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


def privacy_notice(words: FormWords) -> Markup | None:
    """The privacy notice of the study; None where the questionnaire has none."""
    notice = words.text_or_none("privacy")
    return prose(notice) if notice else None
