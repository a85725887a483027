"""Response: how many institutions were asked and how many answered, group by group."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveyapp.analysis.comparison import Comparison, Group
from surveyapp.analysis.plan import OTHERS
from surveyapp.analysis.publication import Publication
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.reports.document import Caption, TableBlock, TableRow
from surveyapp.reports.labels import Labels


@dataclass(frozen=True, slots=True)
class Response:
    """One group. asked: None when it is not known; answered: None when hidden."""

    group: Group
    asked: int | None
    answered: int | None


def responses(publication: Publication, *views: Comparison) -> tuple[Response, ...]:
    """Of every group of these views, the widest first."""
    found: dict[Group, int | None] = {}
    for view in views:
        found.update(_answered(view))
    return tuple(Response(group, _asked(publication, group), n) for group, n in found.items())


def responses_counted(
    publication: Publication, by: str, counts: Mapping[str, int]
) -> tuple[Response, ...]:
    """Of a round that is still open: countries only, and none below the rule."""
    k = publication.rules.k
    return tuple(
        Response(((by, country),), _asked(publication, ((by, country),)), n if n >= k else None)
        for country, n in counts.items()
    )


def response_table(
    number: str, found: tuple[Response, ...], form: Questionnaire, labels: Labels
) -> TableBlock:
    """Asked, answered, and the response rate where it is known."""
    _ = labels.translate.gettext
    return TableBlock(
        Caption(number, _("Institutions asked and answers received")),
        _("Group"),
        (_("asked"), _("answered"), _("response rate")),
        tuple(_rows(found, form, labels)),
    )


def _answered(view: Comparison) -> dict[Group, int | None]:
    """The most that any column counts: the institutions that sent the form."""
    found: dict[Group, int | None] = {}
    for column in view.columns:
        for group in column.groups:
            before = found.get(group.group)
            if before is None or (group.n_asked or 0) > before:
                found[group.group] = group.n_asked
    return found


def _asked(publication: Publication, group: Group) -> int | None:
    classes = publication.population.get(group[0][1])
    if not classes:
        return None
    if len(group) == 1:
        return sum(classes.values())
    part = group[1][1]
    if part != OTHERS:
        return classes.get(part)
    _first, *others = classes
    return sum(classes[name] for name in others)


def _rows(found: tuple[Response, ...], form: Questionnaire, labels: Labels) -> Iterator[TableRow]:
    unknown = labels.translate.gettext("not known")
    for each in found:
        asked = unknown if each.asked is None else labels.number(each.asked)
        answered = None if each.answered is None else labels.number(each.answered)
        rate: str | None = unknown if each.asked is None else None
        if each.asked and each.answered is not None:
            rate = labels.percent(each.answered / each.asked)
        yield TableRow(group_words(each.group, form, labels), (asked, answered, rate))


def group_words(group: Group, form: Questionnaire, labels: Labels) -> str:
    """Such as ``Romania – NGOs and others``."""
    return " – ".join(_value_words(question, code, form, labels) for question, code in group)


def _value_words(question: str, code: str, form: Questionnaire, labels: Labels) -> str:
    if code == OTHERS:
        return labels.translate.gettext("NGOs and others")
    paths = {each.code: each.text_path for each in form.questions[question].question.choices}
    return labels.wording.text(paths[code]) if code in paths else code
