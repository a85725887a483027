"""Response: how many institutions were asked and how many answered, group by group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveyapp.analysis.dissemination_plan import DisseminationPlan
from surveyapp.analysis.plan_file.texts import texts_root
from surveyapp.analysis.result import Comparison, Group
from surveyapp.analysis.statistics.response_rate import rate_of_counts
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.cell import OTHERS
from surveyapp.reports.block import Caption, TableBlock, TableRow
from surveyapp.reports.exhibit.table import Table, number_cell
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.amount import TOO_FEW, Amount, Cell

NUMBER = "TM.1"
"""Of the table in the report's chapter on method; pages show the same table."""


@dataclass(frozen=True, slots=True)
class Response:
    """One group. asked: None when it is not known; answered: None when too few did."""

    group: Group
    asked: int | None
    answered: int | None


def responses(
    form: Questionnaire, publication: DisseminationPlan, *views: Comparison
) -> tuple[Response, ...]:
    """Of every group of these views, each before its classes."""
    found: dict[Group, int | None] = {}
    for view in views:
        compared = (c for c in view.columns if c.column.name == form.compare_by)
        found.update({result.group: result.n_asked for c in compared for result in c.groups})
    codes = [code.code for code in form.compare_codes]
    ordered = sorted(found, key=lambda group: (codes.index(group[0][1]), len(group)))
    return tuple(Response(group, _asked(publication, group), found[group]) for group in ordered)


def responses_counted(
    publication: DisseminationPlan, by: str, counts: Mapping[str, int]
) -> tuple[Response, ...]:
    """Of a round that is still open: whole groups only, and none below the rule."""
    k = publication.rules.k
    return tuple(
        Response(((by, country),), _asked(publication, ((by, country),)), n if n >= k else None)
        for country, n in counts.items()
    )


def rate_table(found: Sequence[Response], form: Questionnaire, labels: Labels) -> Table:
    """Asked, answered, and AAPOR's response rate 2 where it is known."""
    _ = labels.translate.gettext
    heads = (_("Asked to take part"), _("Answered"), _("Response rate"))
    return Table(heads, tuple(_row(each, form, labels) for each in found))


def response_table(found: Sequence[Response], form: Questionnaire, labels: Labels) -> TableBlock:
    """The same as a numbered table of the report and of pages."""
    _ = labels.translate.gettext
    table = rate_table(found, form, labels)
    return TableBlock(
        Caption(NUMBER, _("Institutions asked and answers received")),
        _("Group"),
        table.heads,
        table.rows,
    )


def _asked(publication: DisseminationPlan, group: Group) -> int | None:
    classes = publication.population.get(group[0][1])
    if not classes:
        return None
    return sum(classes.values()) if len(group) == 1 else classes.get(group[1][1])


def _row(each: Response, form: Questionnaire, labels: Labels) -> TableRow:
    unknown = Cell(labels.translate.gettext("not known"))
    asked = unknown if each.asked is None else number_cell(each.asked, labels)
    rate = unknown if each.asked is None else TOO_FEW
    part = None
    if each.asked is not None and each.answered is not None:
        part = rate_of_counts(each.answered, each.asked)
    if part is not None:
        rate = Cell(labels.percent(part), (Amount(part, is_share=True),))
    cells = (asked, number_cell(each.answered, labels), rate)
    return TableRow.of(group_words(each.group, form, labels), cells)


def group_words(group: Group, form: Questionnaire, labels: Labels) -> str:
    """Such as ``Sweden – All others``."""
    return " – ".join(_value_words(question, code, form, labels) for question, code in group)


def _value_words(question: str, code: str, form: Questionnaire, labels: Labels) -> str:
    if code == OTHERS:
        return others_words(form, labels)
    paths = {each.code: each.text_path for each in form.questions[question].question.choices}
    return labels.wording.text(paths[code]) if code in paths else code


def others_words(form: Questionnaire, labels: Labels) -> str:
    """What all codes of the split but the first are called: as the plan says, if it does."""
    own = labels.wording.text_or_none(f"{texts_root(form.name)}.others")
    return own or labels.translate.gettext("All others")
