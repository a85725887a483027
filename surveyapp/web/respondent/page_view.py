"""Page view: puts answers, entries, errors and checks into a page form."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from surveyapp.fieldwork.draft import CONFIRMED, why_fields
from surveyapp.fieldwork.entry import Entries, Entry, EntryKind
from surveyapp.fieldwork.flag import Screen, kinds_found
from surveyapp.fieldwork.page_token import Shown, edition_word, page_token
from surveyapp.fieldwork.reading import fields_of, read_entry
from surveyapp.fieldwork.submission import entries_asked
from surveyapp.formats.source.screening_file import load_screening
from surveyapp.questionnaire.checks import CheckFailure, findings, hard
from surveyapp.questionnaire.flow import Flow, question_of
from surveyapp.questionnaire.model import CheckSeverity
from surveyapp.questions.base import Question
from surveyapp.questions.cell import Answers
from surveyapp.web.respondent.entry_words import entry_words, placed, refused_words, undecided_words
from surveyapp.web.respondent.finding_words import finding_words
from surveyapp.web.respondent.form_words import FormWords
from surveyapp.web.respondent.page_form import CheckView, ErrorLink, PageForm
from surveyapp.web.respondent.sum_view import sum_views
from surveyapp.web.words import personal_data_words, required_words

Typed = Mapping[str, Sequence[str]]
"""Field name -> values, as the browser sent them."""


def fill(form: PageForm, flow: Flow, draft: Answers, entries: Entries, language: str) -> None:
    """Shows what is stored, and over it what was typed and is not an answer yet."""
    for part in form.questions():
        rows = flow.rows(part.question)
        part.state.rows = rows
        part.state.cells = frozenset(part.asked.question.cells(rows))
        part.state.sums = dict(
            sum_views(part.asked.question, rows, flow.answers, entries, language)
        )
        part.state.fields = dict(part.asked.question.shown(flow, language))
        part.state.fields.update(_explained(part.asked.question, flow, rows))
        for address in (a for a in entries if question_of(a) == part.question):
            _overlay(part.state.fields, fields_of(part.asked, address), entries[address])
    tokens = (page_token(p.asked, p.state.rows, draft, entries) for p in form.questions())
    form.shown.data = " ".join((edition_word(flow.form.edition), *tokens))
    form.language.data = language


def fill_as_typed(form: PageForm, typed: Typed, shown: Shown, language: str) -> None:
    """Shows a page as it was sent, for it could not be stored; it is read as it was then."""
    for part in form.questions():
        question, there = part.asked.question, shown[part.question]
        part.state.fields = {name: tuple(values) for name, values in typed.items()}
        part.state.rows, part.state.cells = there.rows, frozenset(there.marks)
        read = question.read(typed, language, there.rows).cells
        sums = sum_views(question, there.rows, read, (), language)
        part.state.sums = {total: view for total, view in sums if total in there.marks}
    form.shown.data = (typed.get("form-shown") or ("",))[0]
    form.language.data = (typed.get("form-language") or ("",))[0]
    form.checks.data = (typed.get("form-checks") or ("",))[0]


def show_colleagues(
    form: PageForm, flow: Flow, others: Mapping[str, tuple[Entry, ...]], words: FormWords
) -> None:
    """Tells what colleagues typed into the same cells and have not decided."""
    for address, entries in others.items():
        part = form.part(question_of(address))
        if part is not None:
            told = tuple(undecided_words(words, flow, address, entry) for entry in entries)
            part.state.checks.append(CheckView(f"colleague-{address}", told, is_notice=True))


def show_problems(
    form: PageForm, flow: Flow, entries: Entries, words: FormWords
) -> tuple[ErrorLink, ...]:
    """Adds errors, questions and notices to a page; returns the lines of the error summary."""
    found = findings(flow, [part.question for part in form.questions()])
    links = [*_show_entries(form, flow, entries, words), *_show_hard(form, flow, found, words)]
    _show_checks(form, flow, found, words)
    _show_flags(form, flow.answers, load_screening(flow.form.name).kinds_in)
    form.checks.data = " ".join(_seen(form, found))
    return tuple(links)


def show_required(form: PageForm, names: Iterable[str]) -> tuple[ErrorLink, ...]:
    """Adds to a page that these questions need an answer; returns the lines of the summary."""
    return tuple(_add_error(form, name, required_words()) for name in names)


def still_asked(form: PageForm) -> tuple[ErrorLink, ...]:
    """What a page asks about and nobody has said yet, for the lines at its head."""
    return tuple(
        ErrorLink(check.id, part.words.number, " ".join(check.words))
        for part in form.questions()
        for check in part.state.checks
        if check.is_asked
    )


def _explained(
    question: Question, answers: Answers, rows: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The fields of what was explained."""
    for address in question.explanations(rows):
        if isinstance(words := answers.get(address), str):
            yield address, (words,)


def _overlay(fields: dict[str, tuple[str, ...]], names: tuple[str, ...], entry: Entry) -> None:
    for name in names:
        fields.pop(name, None)
    fields.update(entry.fields)


def _show_entries(
    form: PageForm, flow: Flow, entries: Entries, words: FormWords
) -> Iterator[ErrorLink]:
    for address in entries_asked(flow, entries):
        entry, part = entries[address], form.part(question_of(address))
        if part is None:
            continue
        if entry.kind is EntryKind.REFUSED:
            rows = flow.rows(part.question)
            for refusal in read_entry(part.asked, address, entry, flow.answers, rows)[1]:
                told = refused_words(words, flow, address, refusal)
                yield _add_error(form, refusal.field_name, placed(words, flow, address, told))
        else:
            told = entry_words(words, flow, address, entries)
            part.state.checks.append(CheckView(f"entry-{address}", (told,), is_notice=True))
            yield ErrorLink(f"entry-{address}", part.words.number, told)


def _show_hard(
    form: PageForm, flow: Flow, found: Iterable[CheckFailure], words: FormWords
) -> Iterator[ErrorLink]:
    for finding in hard(found):
        yield _add_error(form, finding.address, finding_words(words, flow, finding))


def _show_checks(
    form: PageForm, flow: Flow, found: Iterable[CheckFailure], words: FormWords
) -> None:
    """Adds the soft checks below their questions, one box a check."""
    boxes: dict[str, list[CheckFailure]] = {}
    for finding in found:
        if finding.check.severity is not CheckSeverity.HARD:
            boxes.setdefault(finding.why_address, []).append(finding)
    for grouped in boxes.values():
        part = form.part(grouped[0].check.question)
        if part is not None:
            part.state.checks.append(_check_view(flow, part.state.fields, grouped, words))


def _show_flags(form: PageForm, answers: Answers, screen: Screen) -> None:
    for part in form.questions():
        if kinds_found(part.asked, answers, screen):
            told = CheckView(f"flag-{part.question}", (personal_data_words(),), is_notice=True)
            part.state.checks.append(replace(told, is_asked=True))
            part.state.is_flagged = True


def _seen(form: PageForm, found: Iterable[CheckFailure]) -> Iterator[str]:
    """What this page asks about; sending it again means that it was looked at."""
    yield from dict.fromkeys(f.why_address for f in found)
    yield from (part.question for part in form.questions() if part.state.is_flagged)


def _check_view(
    flow: Flow, fields: Typed, grouped: list[CheckFailure], words: FormWords
) -> CheckView:
    check, why = grouped[0].check, flow.answers.get(grouped[0].why_address)
    why_field, ok_field = why_fields(grouped[0].why_address)
    typed = (fields.get(why_field) or ("",))[0]
    return CheckView(
        id=f"check-{grouped[0].why_address}",
        words=tuple(finding_words(words, flow, finding) for finding in grouped),
        is_notice=check.severity is CheckSeverity.NOTICE,
        needs_reason=check.needs_reason,
        why_field=why_field,
        ok_field=ok_field,
        why=typed or (why if isinstance(why, str) and why != CONFIRMED else ""),
        is_dismissed=why is not None,
        is_asked=why is None and check.severity is not CheckSeverity.NOTICE,
    )


def _add_error(form: PageForm, field_name: str, message: str) -> ErrorLink:
    part = form.part(question_of(field_name))
    if part is None:
        return ErrorLink(field_name, "", message)
    part.state.errors[field_name] = message
    return ErrorLink(field_name, part.words.number, message)
