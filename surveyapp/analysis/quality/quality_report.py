"""Found: what may be said of the quality of a wave's answers, after the gate."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyarrow as pa

from surveyapp.analysis.disclosure.gate import protect
from surveyapp.analysis.disclosure.protected import ProtectedGroup, ProtectedTable
from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.microdata.snapshot import Origin, Snapshot
from surveyapp.analysis.quality.concern import concerning
from surveyapp.analysis.quality.quality_indicator import NO_SCALES, QualityIndicator, indicators_of
from surveyapp.analysis.quality.quality_result import (
    DISMISSED,
    FAILS,
    LEFT_OPEN,
    NOT_ANSWERED,
    IndicatorGroup,
    IndicatorKind,
    IndicatorResult,
    QualityReport,
)
from surveyapp.analysis.quality.sent import Sent, sent_responses
from surveyapp.analysis.tabulation.frequencies import count
from surveyapp.analysis.tabulation_plan import NothingToCompare, TabulationPlan
from surveyapp.questionnaire.model import Questionnaire


def quality_of(
    form: Questionnaire,
    responses: Iterable[bytes],
    origin: Origin,
    rules: DisclosureRules,
    published: ProtectedTable | None = None,
) -> QualityReport:
    """Reads every response once, counts its flags and protects them.

    form: in the edition that was answered. responses: JSON texts of flat answers. published: what
    else is shown of them.
    Raises NothingToCompare when the questionnaire compares nothing, AnswersRefused.
    """
    if form.compare_by is None or not form.compare_codes:
        raise NothingToCompare("no-comparing-question", form.name)
    flags = tuple(indicators_of(form, published.plan.scales if published else NO_SCALES))
    told = tuple(flag for flag in flags if flag.is_told)
    codes = tuple(code.code for code in form.compare_codes)
    columns = tuple(flag.column for flag in told)
    sensitive = frozenset(column.name for column in form.columns if column.is_sensitive)
    universe = concerning(form, told)
    plan = TabulationPlan(columns, form.compare_by, codes, universe=universe, sensitive=sensitive)
    table = _table(told, form.compare_by, sent_responses(form, responses))
    counts = count(Snapshot(origin, "", table.num_rows, table), plan)
    protected = protect(counts, rules, published)
    by_name = {each.column.name: each.groups for each in protected.columns}
    groups = {
        name: tuple(_group(each[group]) for group in plan.groups) for name, each in by_name.items()
    }
    groups |= {flag.column.name: _untold(flag, codes) for flag in flags if not flag.is_told}
    return QualityReport(
        origin.questionnaire, origin.version, origin.synthetic, codes, tuple(_found(flags, groups))
    )


def _table(flags: Sequence[QualityIndicator], by: str, responses: Iterable[Sent]) -> pa.Table:
    """One row a response: the comparing question, and every flag as text."""
    values: dict[str, list[str | None]] = {name: [] for name in (by, *_names(flags))}
    for sent in responses:
        country = sent.answers.get(by)
        values[by].append(country if isinstance(country, str) else None)
        for flag in flags:
            values[flag.column.name].append(flag.read(sent))
    return pa.table({name: pa.array(column, pa.string()) for name, column in values.items()})


def _names(flags: Iterable[QualityIndicator]) -> Iterator[str]:
    return (flag.column.name for flag in flags)


def _group(shown: ProtectedGroup) -> IndicatorGroup:
    country = shown.group[0][1]
    if shown.is_closed or shown.n_asked is None:  # a flag has no reasons: n is the number asked
        return IndicatorGroup(country, None, dict.fromkeys(shown.cells))
    counts = {code: band.exact if band else None for code, band in shown.cells.items()}
    if LEFT_OPEN in counts:
        counts[FAILS] = _sum(counts[DISMISSED], counts[LEFT_OPEN])
    return IndicatorGroup(country, shown.n, counts)


def _untold(flag: QualityIndicator, countries: Sequence[str]) -> tuple[IndicatorGroup, ...]:
    """What is said of a closely protected question: nothing."""
    fails = (FAILS,) if LEFT_OPEN in flag.column.codes else ()
    codes = (*flag.column.codes, *fails)
    return tuple(IndicatorGroup(country, None, dict.fromkeys(codes)) for country in countries)


def _sum(first: int | None, second: int | None) -> int | None:
    """Institutions whose answers do not agree."""
    return None if first is None or second is None else first + second


def _found(
    flags: Iterable[QualityIndicator], groups: Mapping[str, tuple[IndicatorGroup, ...]]
) -> Iterator[IndicatorResult]:
    items: dict[str, tuple[IndicatorGroup, ...]] = {}
    for flag in flags:
        shown = groups[flag.column.name]
        if flag.kind is IndicatorKind.ITEM:
            items[flag.question] = shown
        else:
            needs = NOT_ANSWERED if flag.kind is IndicatorKind.WHY else None
            pairs = zip(shown, items[flag.question], strict=True)
            shown = tuple(_only_with_base(each, item, needs) for each, item in pairs)
        check = flag.check
        name, path = (check.name, check.text_path) if check else (None, None)
        yield IndicatorResult(flag.kind, flag.question, shown, name, path)


def _only_with_base(
    found: IndicatorGroup, item: IndicatorGroup, needs: str | None
) -> IndicatorGroup:
    """A flag is shown where the number asked is, and reasons where their total is.

    needs: count of the item that must be shown, for the sum of the reasons would give it away.
    """
    if item.n is not None and (needs is None or item.counts[needs] is not None):
        return found
    return IndicatorGroup(found.country, None, dict.fromkeys(found.counts))
