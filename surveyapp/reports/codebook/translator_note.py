"""Translator notes: what a text is, where it stands and when it is shown, for each path."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveyapp.questionnaire.definition import LONGEST_WORDS
from surveyapp.questionnaire.expression import sentence
from surveyapp.questionnaire.model import AskedQuestion
from surveyapp.questionnaire.texts import TextPart
from surveyapp.questions.language import Translate
from surveyapp.reports.codebook.printed_form import PrintedNames

N_ = str
"""Marks a text for the catalogues; it is looked up later."""

OF_QUESTION: Mapping[str, str] = {
    "label": N_("Words of a question"),
    "hint": N_("Hint below a question"),
    "guidance": N_("Guidance, opened by whoever wants it"),
    "choices": N_("Answer to choose"),
    "rows": N_("Line of a table"),
    "columns": N_("Column of a table"),
    "constraint_message": N_("Message to whoever breaks a rule"),
    "constraints": N_("Message to whoever breaks a rule"),
    "warnings": N_("Asked back where an answer looks unusual"),
}
OF_FORM: Mapping[str, str] = {
    TextPart.TITLE: N_("Title of the questionnaire"),
    TextPart.PURPOSE: N_("What the questionnaire is for, on its start page"),
    TextPart.CONTENT_NOTE: N_("Note on what the questions touch, on the start page"),
    TextPart.PRIVACY: N_("How answers are protected, on the start page"),
    TextPart.PREPARE: N_("What to have at hand, on the start page"),
    TextPart.EDITIONS: N_("Edition of the questionnaire"),
    TextPart.TERMS: N_("Term and what it means, opened by whoever wants it"),
    TextPart.SHARED_WARNINGS: N_("Asked back where an answer looks unusual"),
    TextPart.SECTIONS: N_("Title or note of a section"),
    TextPart.PAGES: N_("Title of a page"),
}
NOTE = N_("Note that asks nothing")


@dataclass(frozen=True, slots=True)
class TranslatorNotes:
    """Notes on the texts of one questionnaire, its plan, code books and study.

    names: with labels in the language of the notes, which is that of the file.
    """

    names: PrintedNames

    def of_form(self, path: str) -> tuple[str, ...]:
        """Of a text of the form: the question and its place, the kind of text, the routing."""
        plain, _, country = path.partition("@")
        _root, part, *rest = plain.split(".")
        asked = self.names.form.questions.get(part) if rest else None
        if asked is None:
            return self._kind(OF_FORM.get(part, N_("Text of the questionnaire")), country)
        kind = NOTE if asked.kind == "note" and rest[0] == "label" else OF_QUESTION.get(rest[0], "")
        routing = self._routing(asked) if rest[0] == "label" else ()
        return (self._place(asked), *self._kind(kind, country), *routing)

    def of_plan(self, path: str) -> tuple[str, ...]:
        """Of a text of the plan of analysis."""
        return self._kind(N_("Plan of analysis: shown beside figures, on pages and in the report"))

    def of_book(self, path: str) -> tuple[str, ...]:
        """Of a text of a code book: the question to whose answers its themes belong."""
        asked = self.names.form.questions.get(path.split(".")[1])
        place = (self._place(asked),) if asked else ()
        return (*place, *self._kind(N_("Code book: a theme of answers, and when it is coded")))

    def of_study(self, path: str) -> tuple[str, ...]:
        """Of a text of the study file."""
        kinds = {
            "front": N_("Words of the front page"),
            "help": N_("Words of the page with help"),
            "letter": N_("Words of the letter to institutions"),
        }
        return self._kind(kinds[path.split(".")[1]])

    def _kind(self, kind: str, country: str = "") -> tuple[str, ...]:
        return kind_note(kind, self.names.labels.translate, country)

    def _place(self, asked: AskedQuestion) -> str:
        labels, form = self.names.labels, self.names.form
        section = form.section(asked.section)
        title = labels.wording.text(f"{form.name}.{TextPart.SECTIONS}.{section.name}.label")
        page = labels.wording.text_or_none(f"{form.name}.{TextPart.PAGES}.{asked.page}.title")
        return labels.translate.gettext(
            "Question %(question)s. Section %(section)s. Page %(page)s.",
            question=f"{asked.number} ({asked.name})" if asked.number else asked.name,
            section=f"{section.letter}, {title}",
            page=page or asked.page,
        )

    def _routing(self, asked: AskedQuestion) -> Iterator[str]:
        labels = self.names.labels
        _ = labels.translate.gettext
        routings = (_("Asked:"), asked.relevant), (_("Lines shown:"), asked.row_filter)
        for before, routing in routings:
            if routing is not None:
                said = sentence(routing.expression, self.names, labels.phrases, this=asked.name)
                yield f"{before} {said}."


def kind_note(kind: str, translate: Translate, country: str = "") -> tuple[str, ...]:
    """What a text is and how long it may be. country: group for which alone it is, "" for all."""
    _ = translate.gettext
    alone = (_("Shown in %(country)s alone.", country=country),) if country else ()
    longest = _("At most %(number)s characters.", number=str(LONGEST_WORDS))
    return (". ".join((translate.gettext(kind), longest)), *alone)


def list_note(title: str, translate: Translate) -> tuple[str, ...]:
    """Of a code of a shared list. title: of the list."""
    where = translate.gettext("Shared list “%(title)s”.", title=title)
    return (where, *kind_note(N_("Answer, line or column of any question that uses it"), translate))
