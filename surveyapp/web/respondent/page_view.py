"""Page view: puts stored or typed answers, errors and checks into a page form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _

from surveyapp.fieldwork.draft import CONFIRM, CONFIRMED, PageOutcome
from surveyapp.questionnaire.checks import WHY, Finding, findings, hard
from surveyapp.questionnaire.flow import Flow, question_of
from surveyapp.questionnaire.model import Severity
from surveyapp.questions.number_text import show_number
from surveyapp.web.respondent.form_words import FormWords
from surveyapp.web.respondent.page_form import CheckView, PageForm, QuestionField
from surveyapp.web.words import personal_data_words, refusal_words

Typed = Mapping[str, Sequence[str]]
"""Field name -> values, as the browser sent them."""


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """One line of the error summary: where and what."""

    field: str
    question: str
    words: str


def fill_from_draft(form: PageForm, flow: Flow, language: str) -> None:
    """Shows what is stored."""
    for part in form.questions():
        part.state.fields = part.asked.question.shown(flow.answers, language)
        part.state.rows = flow.rows(part.short_name)


def fill_as_typed(form: PageForm, flow: Flow, posted: Typed) -> None:
    """Shows what was typed, right or wrong; nothing typed is lost."""
    for part in form.questions():
        part.state.fields = posted
        part.state.rows = flow.rows(part.short_name)


def fill_after_post(
    form: PageForm, flow: Flow, outcome: PageOutcome, posted: Typed, language: str
) -> None:
    """Shows what was taken as it is stored now, and what was refused as it was typed."""
    fill_from_draft(form, flow, language)
    same_language = list(posted.get("written_in", ())) == [language]
    for refusal in outcome.refusals:
        part = _part(form, question_of(refusal.field_name))
        if part is not None:
            kept = part.data if same_language else _typed_at(refusal.field_name, posted)
            part.state.fields = {**part.state.fields, **kept}


def _typed_at(field_name: str, posted: Typed) -> Typed:
    return {n: v for n, v in posted.items() if n == field_name or n.startswith(field_name + "__")}


def show_outcome(
    form: PageForm, flow: Flow, outcome: PageOutcome, words: FormWords
) -> list[ErrorLink]:
    """Adds errors and checks to the questions; returns the lines of the error summary."""
    links = [
        _add_error(form, refusal.field_name, refusal_words(refusal)) for refusal in outcome.refusals
    ]
    links += [
        _add_error(form, finding.address, finding_words(words, flow, finding))
        for finding in hard(outcome.findings)
    ]
    show_checks(form, flow, outcome.findings, words)
    for name in outcome.flagged:
        part = _part(form, name)
        if part is not None:
            part.state.checks.append(CheckView(f"check-{name}", (personal_data_words(),), True))
    return [link for link in links if link]


def show_checks(form: PageForm, flow: Flow, found: Iterable[Finding], words: FormWords) -> None:
    """Adds the soft checks below their questions, one box a check."""
    boxes: dict[tuple[str, str], list[Finding]] = {}
    for finding in found:
        if finding.check.severity is not Severity.HARD:
            boxes.setdefault((finding.check.question, finding.check.name), []).append(finding)
    for (name, _check), grouped in boxes.items():
        part = _part(form, name)
        if part is not None:
            part.state.checks.append(_check_view(flow, grouped, words))


def checks_on(flow: Flow, form: PageForm) -> tuple[Finding, ...]:
    """What the checks find on the questions of this page as stored."""
    return findings(flow, [part.short_name for part in form.questions()])


def finding_words(words: FormWords, flow: Flow, finding: Finding) -> str:
    """The check's question with its numbers, and the row or column it concerns."""
    country = country_of(flow)
    wording = words.wording_for(country)
    numbers = {
        name: _("(no number)") if number is None else _show(number, wording.language)
        for name, number in finding.values
    }
    default = _("Please check this answer.")
    has_words = wording.has(finding.check.text_path)
    text = wording.text(finding.check.text_path, country, numbers) if has_words else default
    place = _place(words, finding, country)
    return f"{place}: {text}" if place else text


def country_of(flow: Flow) -> str | None:
    """The country the institution works in, where it was said."""
    country = flow.get(flow.form.compare_by) if flow.form.compare_by else None
    return country if isinstance(country, str) else None


def _show(number: Decimal | int, language: str) -> str:
    return show_number(number, language)


def _place(words: FormWords, finding: Finding, country: str | None) -> str:
    question = words.question(finding.check.question, country)
    labels = [label.text for label in question.rows if label.value == finding.row]
    labels += [label.text for label in question.columns if label.value == finding.column]
    return ", ".join(labels)


def _check_view(flow: Flow, grouped: list[Finding], words: FormWords) -> CheckView:
    check = grouped[0].check
    why = flow.answers.get(grouped[0].why_address)
    return CheckView(
        id=f"check-{check.question}-{check.name}",
        words=tuple(finding_words(words, flow, finding) for finding in grouped),
        is_notice=check.severity is Severity.NOTICE,
        needs_reason=check.needs_reason,
        why_field=f"{check.question}{WHY}{check.name}",
        ok_field=f"{check.question}{CONFIRM}{check.name}",
        why=why if isinstance(why, str) and why != CONFIRMED else "",
        is_dismissed=why is not None,
    )


def _add_error(form: PageForm, field_name: str, message: str) -> ErrorLink | None:
    part = _part(form, question_of(field_name))
    if part is None:
        return None
    part.state.errors[field_name] = message
    return ErrorLink(field_name, part.words.number, message)


def _part(form: PageForm, name: str) -> QuestionField | None:
    parts = (part for part in form.questions() if part.short_name == name)
    return next(parts, None)
