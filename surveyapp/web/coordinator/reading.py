"""Reading: what the pages of free texts and of their coding have in common."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import abort, render_template, request
from flask_babel import gettext as _

from surveyapp.analysis.tabulation_plan import NothingToCompare
from surveyapp.fieldwork.personal_kind import PersonalKind
from surveyapp.fieldwork.review import FreeText, ReviewedText, ReviewState
from surveyapp.formats.source.screening_file import kind_labels
from surveyapp.questionnaire.checks import WHY
from surveyapp.questions.base import OTHER_FIELD
from surveyapp.questions.explanation import explanation_of, is_explanation
from surveyapp.storage.rounds import RoundTooAlike
from surveyapp.storage.waves import Wave, WaveNotFrozen, WaveRefused, wave
from surveyapp.web.coordinator.outputs import labels_of
from surveyapp.web.language import current_language
from surveyapp.web.respondent.form_words import FormWords

_KINDS: Mapping[PersonalKind, Callable[[], str]] = {
    PersonalKind.IBAN: lambda: _("bank account"),
    PersonalKind.PHONE: lambda: _("telephone number"),
    PersonalKind.EMAIL: lambda: _("e-mail address"),
    PersonalKind.DATE: lambda: _("full date"),
    PersonalKind.FILE_NUMBER: lambda: _("file number"),
    PersonalKind.DOCUMENT: lambda: _("identity document"),
    PersonalKind.PLATE: lambda: _("number plate"),
    PersonalKind.ADDRESS: lambda: _("street address"),
    PersonalKind.COORDINATES: lambda: _("coordinates of a place"),
    PersonalKind.LINK: lambda: _("web address"),
    PersonalKind.NAME: lambda: _("name of a person"),
}
_STATES: Mapping[ReviewState, Callable[[], str]] = {
    ReviewState.UNREVIEWED: lambda: _("Not read yet"),
    ReviewState.CLEARED: lambda: _("Cleared"),
    ReviewState.EDITED: lambda: _("Edited"),
    ReviewState.WITHHELD: lambda: _("Withheld"),
}


@dataclass(frozen=True, slots=True)
class TextLine:
    """A text as a page shows it. aside: what it is when it is not the answer itself."""

    mark: str
    number: str
    question: str
    aside: str
    country: str
    kinds: tuple[str, ...]
    words: str
    wording: str | None
    state: ReviewState
    state_words: str


def wave_to_read(name: str) -> Wave:
    """The wave of this name, or the page that there is none."""
    try:
        return wave(name)
    except WaveRefused:
        abort(404)


def wave_of_answers(name: str) -> Wave:
    """The same for pages that show what was answered: there is none of a rehearsal."""
    found = wave_to_read(name)
    return abort(404) if found.is_rehearsal else found


def too_early(refused: WaveNotFrozen) -> tuple[str, int]:
    """The page that real answers are not read before the freeze."""
    found = wave(refused.wave)
    words, _labels = labels_of(found)
    return render_template("coordinator/not_yet.html", wave=found, words=words), 409


def nothing_to_compare(_refused: NothingToCompare) -> tuple[str, int]:
    """The page that a questionnaire has no groups; of the wave in the address."""
    found = wave_to_read((request.view_args or {})["wave"])
    words, _labels = labels_of(found)
    page = render_template("coordinator/nothing_to_compare.html", wave=found, words=words)
    return page, 409


def too_alike(refused: RoundTooAlike) -> tuple[str, int]:
    """The page that a round is not shown beside one with nearly the same answers."""
    found = refused.likeness
    read = wave(found.wave)
    words, _labels = labels_of(read)
    page = render_template(
        "coordinator/too_alike.html",
        wave=read,
        words=words,
        country=country_name(words, found.stratum[0]),
        found=found,
        percent=round(100 * found.equal),
    )
    return page, 409


def text_line(reviewed: ReviewedText, words: FormWords) -> TextLine:
    """One text with its question and all that a reviewer is told of who wrote it."""
    text = reviewed.text
    return TextLine(
        mark=text.mark,
        number=words.form.questions[text.question].number,
        question=words.text(f"{text.question}.label", text.country),
        aside=_aside(words, text),
        country=country_name(words, text.country),
        kinds=tuple(kind_words(kind) for kind in text.kinds),
        words=text.words,
        wording=reviewed.review.wording,
        state=reviewed.state,
        state_words=state_words(reviewed.state),
    )


def country_name(words: FormWords, country: str | None) -> str:
    """Name of the group; a dash where it was not answered."""
    paths = {code.code: code.text_path for code in words.form.compare_codes}
    return words.wording.text(paths[country]) if country in paths else "–"


def kind_words(kind: str) -> str:
    """What the screening found, in words; a kind that is no rule any more by its name."""
    known = {each.value: each for each in PersonalKind}
    if kind in known:
        return _KINDS[known[kind]]()
    return kind_labels(current_language()).get(kind, kind)


def state_words(state: ReviewState) -> str:
    """Where a text is, in words."""
    return _STATES[state]()


def _aside(words: FormWords, text: FreeText) -> str:
    if is_explanation(text.address):
        return _explained(words, text)
    if WHY in text.address:
        return str(_("why an answer is right although it looks unusual"))
    return str(_("words of “other”")) if text.address.endswith(OTHER_FIELD) else ""


def _explained(words: FormWords, text: FreeText) -> str:
    rows = words.form.questions[text.question].question.rows
    paths = {explanation_of(text.question, row.code): row.text_path for row in rows}
    if text.address not in paths:
        return str(_("an explanation of the answer"))
    line = words.wording.text(paths[text.address], text.country)
    return str(_("an explanation of “%(line)s”", line=line))
