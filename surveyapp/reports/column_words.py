"""Column words: what a column, its codes and the reasons for no answer are called."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveyapp.questionnaire.model import AskedQuestion, Questionnaire
from surveyapp.questions.cell import MissingReason
from surveyapp.questions.column import TICKED, Column, Role
from surveyapp.reports.labels import Labels


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """Words for files and codebooks. labels: their wording has the values of the placeholders."""

    form: Questionnaire
    labels: Labels

    @property
    def language(self) -> str:
        """Of the words."""
        return self.labels.wording.language

    @property
    def title(self) -> str:
        """The questionnaire's title."""
        return self.labels.wording.text(f"{self.form.name}.title")

    @property
    def warning(self) -> str:
        """What stands on every file with invented answers."""
        return self.labels.translate.gettext("SYNTHETIC DATA – NOT REAL")

    @property
    def synthetic_label(self) -> str:
        """What the first column of a file with answers says."""
        return self.labels.translate.gettext("Whether the answers are invented")

    def yes_no(self) -> tuple[str, str]:
        """The words for 1 and 0."""
        _ = self.labels.translate.gettext
        return _("Yes"), _("No")

    def asked(self, column: Column) -> AskedQuestion:
        """The question in its place that a column belongs to."""
        return self.form.questions[column.question]

    def question(self, column: Column) -> str:
        """The question's wording, with its number."""
        asked = self.asked(column)
        return f"{asked.number} {self.labels.wording.text(f'{asked.path}.label')}".strip()

    def label(self, column: Column) -> str:
        """The column's label: the question, and the line that tells it from the others."""
        line = self.labels.line(column)
        return f"{self.question(column)} – {line}" if line else self.question(column)

    def codes(self, column: Column) -> dict[str, str]:
        """Code -> label, in the order of the form."""
        return {code: self._code(column, code) for code in column.codes}

    def _code(self, column: Column, code: str) -> str:
        _ = self.labels.translate.gettext
        match column.role:
            case Role.OPTION:
                return _("Chosen") if code == TICKED else _("Not chosen")
            case Role.RANK:
                return _("Place %(place)s", place=code) if code != "0" else _("Not ranked")
            case _:
                return self.labels.code(column, code)

    def offered(self, column: Column) -> Iterator[tuple[MissingReason, str]]:
        """The reasons that the question offers and "left blank", with their labels."""
        for reason in (*self.asked(column).question.missing, MissingReason.BLANK):
            yield reason, self.reason(reason)

    def reason(self, reason: MissingReason) -> str:
        """Label of a reason for no answer."""
        found = self.labels.wording.text_or_none(f"code_lists.missing.{reason.value}")
        return found or reason.value
