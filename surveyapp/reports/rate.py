"""Rate: who answered of those that were asked, country by country and class by class."""

from collections.abc import Iterator, Mapping

from surveyapp.analysis.comparison import Comparison, Group, ResponseRate
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.reports.labels import Labels
from surveyapp.reports.table import Row, Table


def rate_table(whole: Comparison, split: Comparison, form: Questionnaire, labels: Labels) -> Table:
    """Asked, answered, and AAPOR's response rate 2; a small group's answers are hidden."""
    _ = labels.translate.gettext
    rates = {rate.group: rate for view in (whole, split) for rate in view.rates}
    counts = {**_counts(whole, form), **_counts(split, form)}
    ordered = sorted(counts, key=lambda group: _place(group, form))
    rows = (_row(group, counts[group], rates.get(group), form, labels) for group in ordered)
    return Table((_("Asked to take part"), _("Answered"), _("Response rate")), tuple(rows))


def _counts(view: Comparison, form: Questionnaire) -> Mapping[Group, int | None]:
    compared = (c for c in view.columns if c.column.name == form.compare_by)
    return {group.group: group.n_asked for shown in compared for group in shown.groups}


def _place(group: Group, form: Questionnaire) -> tuple[int, int]:
    codes = [code.code for code in form.compare_codes]
    return codes.index(group[0][1]), len(group)


def _row(
    group: Group, n: int | None, rate: ResponseRate | None, form: Questionnaire, labels: Labels
) -> Row:
    words = ", ".join(_words(group, form, labels))
    if rate is None:
        return Row(words, ("–", _number(n, labels), "–"))
    share = None if rate.rate is None else labels.percent(rate.rate)
    return Row(words, (labels.number(rate.n_population), _number(rate.n, labels), share))


def _number(n: int | None, labels: Labels) -> str | None:
    return None if n is None else labels.number(n)


def _words(group: Group, form: Questionnaire, labels: Labels) -> Iterator[str]:
    """Labels of the codes of a group; all other classes of the split have one name."""
    for name, code in group:
        paths = {c.code: c.text_path for c in form.questions[name].question.choices}
        known = paths.get(code)
        yield labels.wording.text(known) if known else labels.translate.gettext("NGOs and others")
