"""Codebook document: the codebook as headings, paragraphs and tables, in one language."""

from collections.abc import Iterator, Mapping

from surveyapp.questionnaire.handed_out import KeptBack
from surveyapp.questions.column import Level
from surveyapp.questions.language import Translate
from surveyapp.reports.codebook import QuestionEntry, Variable
from surveyapp.reports.column_words import ColumnWords
from surveyapp.reports.document import (
    Block,
    Caption,
    Contents,
    Document,
    Heading,
    Line,
    Listing,
    Manner,
    Paragraph,
    Span,
    TableBlock,
    TableRow,
    TitlePage,
    plain,
)

Shortened = Mapping[str, tuple[str, str]]
"""Variable, or ``variable = code`` -> its label in SPSS and in Stata; "" where that is whole."""


def codebook_document(
    words: ColumnWords, entries: tuple[QuestionEntry, ...], shortened: Shortened
) -> Document:
    """The whole codebook, to be written as HTML or DOCX.

    It is made of the questionnaire alone and belongs to no day.
    """
    _ = words.labels.translate.gettext
    title = ": ".join((_("Codebook"), words.title))
    return Document(
        title=title,
        language=words.language,
        banners=(),
        running=title,
        day=None,
        blocks=tuple(_blocks(words, entries, shortened)),
    )


def _blocks(
    words: ColumnWords, entries: tuple[QuestionEntry, ...], shortened: Shortened
) -> Iterator[Block]:
    translate, form = words.labels.translate, words.form
    count = sum(len(entry.variables) for entry in entries) + 1
    lines = (
        translate.gettext("Version %(version)s", version=form.version),
        translate.ngettext("%(num)d variable", "%(num)d variables", count),
    )
    yield TitlePage(translate.gettext("Codebook"), words.title, lines)
    yield Contents(translate.gettext("Contents"))
    by_name = {entry.asked.name: entry for entry in entries}
    for section in form.sections:
        title = words.labels.wording.text(f"{form.name}.sections.{section.name}.label")
        yield Heading(1, f"{section.letter}. {title}", f"section-{section.name}")
        for name in section.questions():
            if name in by_name:
                yield from _question(translate, by_name[name])
                yield from _cut_labels(translate, by_name[name], shortened)


def _question(translate: Translate, entry: QuestionEntry) -> Iterator[Block]:
    _ = translate.gettext
    yield Heading(2, entry.words, entry.asked.name)
    if entry.hint:
        yield plain(entry.hint, Manner.NOTE)
    yield plain(entry.universe or _("Everybody is asked."))
    if entry.lines:
        yield plain(" ".join((_("Lines shown:"), entry.lines)))
    yield from map(plain, entry.about_cells(translate))
    yield from map(plain, entry.manner)
    if entry.kept_back:
        yield plain(_kept_back(translate, entry.kept_back))
        return
    yield plain(" ".join((_("Level of measurement:"), _level(translate, entry))))
    reasons: Line = tuple(
        span
        for reason in entry.missing
        for span in (Span(reason[0], True), Span(f" {reason[1]}. "))
    )
    lead = _("Reasons for no answer:")
    yield Paragraph((Span(f"{lead} "), *reasons))
    yield from _listed(_("Checks:"), entry.checks)
    yield from _listed(_("Feeds:"), entry.feeds)
    yield from _tables(translate, entry)


def _listed(title: str, lines: tuple[str, ...]) -> Iterator[Block]:
    if lines:
        yield plain(title)
        yield Listing(tuple((Span(line),) for line in lines))


def _tables(translate: Translate, entry: QuestionEntry) -> Iterator[Block]:
    _ = translate.gettext
    number = entry.asked.number or entry.asked.name
    rows = tuple(
        TableRow(variable.column.name, (variable.line or entry.words,))
        for variable in entry.variables
    )
    caption = Caption(f"{number}.1", _("Variables"))
    yield TableBlock(caption, _("Variable"), (_("Line"),), rows)
    values = _values(entry.variables)
    if values:
        heads = (_("Number in SPSS and Stata"), _("Label"))
        yield TableBlock(Caption(f"{number}.2", _("Codes")), _("Code"), heads, values)


def _cut_labels(
    translate: Translate, entry: QuestionEntry, shortened: Shortened
) -> Iterator[Block]:
    """Labels of the question that SPSS or Stata have no room for."""
    _ = translate.gettext
    names = {variable.column.name for variable in entry.variables}
    rows = tuple(
        TableRow(name, tuple(label or _("whole") for label in labels))
        for name, labels in shortened.items()
        if name.partition(" = ")[0] in names
    )
    if rows:
        number = entry.asked.number or entry.asked.name
        caption = Caption(f"{number}.3", _("Labels that are shortened"))
        yield TableBlock(caption, _("Variable"), (_("In SPSS"), _("In Stata")), rows)


def _values(variables: tuple[Variable, ...]) -> tuple[TableRow, ...]:
    """The codes of all variables of a question, which share them."""
    shown = {value: None for variable in variables for value in variable.values}
    return tuple(TableRow(value.code, (str(value.number), value.label)) for value in shown)


def _level(translate: Translate, entry: QuestionEntry) -> str:
    _ = translate.gettext
    return {
        Level.NOMINAL: _("nominal (categories without an order)"),
        Level.ORDINAL: _("ordinal (categories in an order)"),
        Level.INTERVAL: _("interval (numbers with equal steps)"),
        Level.RATIO: _("ratio (numbers with a natural zero)"),
        Level.TEXT: _("text"),
    }[entry.variables[0].column.level]


def _kept_back(translate: Translate, reason: KeptBack) -> str:
    _ = translate.gettext
    return {
        KeptBack.WORDS: _("In no file: words that nobody has reviewed."),
        KeptBack.DATE: _("In no file: a full date may point at one case."),
        KeptBack.IDENTIFYING: _("In no file: the answer points at one institution."),
        KeptBack.CLASS: _("In no file: the exact class; the sector is the coarse one."),
    }[reason]
