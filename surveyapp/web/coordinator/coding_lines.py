"""Coding lines: how far the coding of a question is, its themes and its agreement, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from surveyapp.analysis.coding.code_book import CodeBook, theme_path
from surveyapp.analysis.coding.coder_agreement import CodersAgree, agreement
from surveyapp.analysis.coding.coding import CODERS, CodedText, Coding, Themes
from surveyapp.reports.block import Caption, TableBlock, TableRow
from surveyapp.reports.labels import Labels
from surveyapp.web.coordinator.reading import country_name
from surveyapp.web.respondent.form_words import FormWords

NONE = "–"


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme to be ticked."""

    code: str
    label: str
    description: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class CodedLine:
    """A text to be coded; the country is all that is told of who wrote it."""

    number: str
    question: str
    country: str
    words: str
    is_edited: bool


@dataclass(frozen=True, slots=True)
class BookLine:
    """One question on the overview. own_next, next_difference: marks, None where nothing waits.

    coders: (account, texts read) of each taken seat; agreement: None before all is coded.
    """

    question: str
    number: str
    label: str
    n_texts: int
    n_unreviewed: int
    coders: tuple[tuple[str, int], ...]
    is_coder: bool
    may_start: bool
    own_next: str | None
    is_coded: bool
    is_complete: bool
    n_differing: int
    n_open: int
    next_difference: str | None
    agreement: TableBlock | None


def book_line(coding: Coding, words: FormWords, labels: Labels, account: str) -> BookLine:
    """How far one question is, as this account may know it."""
    question, seat = coding.book.code_book, coding.seat_of(account)
    following = coding.next_for(seat) if seat else None
    open_differences = (each.mark for each in coding.differing if each.themes is None)
    may_adjudicate = coding.may_adjudicate(account)
    return BookLine(
        question=question,
        number=words.form.questions[question].number,
        label=words.text(f"{question}.label"),
        n_texts=len(coding.texts),
        n_unreviewed=coding.n_unreviewed,
        coders=tuple(
            (coding.coders[each], coding.n_coded(each)) for each in CODERS if each in coding.coders
        ),
        is_coder=seat is not None,
        may_start=seat is None and coding.free_seat is not None and bool(coding.texts),
        own_next=following.mark if following else None,
        is_coded=coding.is_coded and bool(coding.texts),
        is_complete=coding.is_complete,
        n_differing=len(coding.differing),
        n_open=coding.n_open,
        next_difference=next(open_differences, None) if may_adjudicate else None,
        agreement=_agreement(coding, words, labels),
    )


def coded_line(found: CodedText, words: FormWords) -> CodedLine:
    """A text as a coder reads it: only what may be shown of it."""
    cleared, text = found.text.cleared, found.text.text
    return CodedLine(
        number=words.form.questions[text.question].number,
        question=words.text(f"{text.question}.label", text.country),
        country=country_name(words, text.country),
        words=cleared.text if cleared else "",
        is_edited=cleared is not None and cleared.is_edited,
    )


def theme_lines(book: CodeBook, words: FormWords, ticked: Themes) -> tuple[ThemeLine, ...]:
    """The themes of a book in its order."""
    return tuple(
        ThemeLine(
            theme.code,
            words.wording.text(f"{path}.label"),
            words.wording.text(f"{path}.description"),
            theme.code in ticked,
        )
        for theme in book.themes
        for path in [theme_path(words.form.name, book, theme)]
    )


def difference_table(themes: Sequence[ThemeLine], seats: Sequence[Themes]) -> TableBlock:
    """Theme by theme who of the two coders found it."""
    rows = (
        TableRow(each.label, tuple(_("found") if each.code in seat else NONE for seat in seats))
        for each in themes
    )
    heads = _("First coder"), _("Second coder")
    return TableBlock(Caption("", _("Where the coders differ")), _("Theme"), heads, tuple(rows))


def _agreement(coding: Coding, words: FormWords, labels: Labels) -> TableBlock | None:
    names = {line.code: line.label for line in theme_lines(coding.book, words, frozenset())}
    rows = tuple(
        TableRow(names[each.theme] if each.theme else _("All themes"), _measures(each, labels))
        for each in agreement(coding)
    )
    number = words.form.questions[coding.book.code_book].number
    caption = Caption("", " ".join((_("How far the coders agree"), number)))
    heads = _("Same decision"), _("Cohen's kappa"), _("Krippendorff's alpha")
    return TableBlock(caption, _("Theme"), heads, rows) if rows else None


def _measures(each: CodersAgree, labels: Labels) -> tuple[str, str, str]:
    share = NONE if each.percentage is None else labels.percent(each.percentage)
    kappa, alpha = (
        NONE if value is None else labels.number(value, 2) for value in (each.kappa, each.alpha)
    )
    return share, kappa, alpha
