"""Resolution: from a plan that was checked to the publication that everything reads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.dissemination_plan import (
    Base,
    Chapter,
    CombinedCategory,
    DeclaredComparison,
    DisseminationPlan,
    Flag,
    Index,
    Item,
    Merge,
    Mirror,
    PublicPoint,
    PublicSeries,
    Show,
)
from surveyapp.analysis.pairing import Pairing
from surveyapp.analysis.plan_file.definition import (
    ComparisonDefinition,
    IndexDefinition,
    MergeDefinition,
    PlanDefinition,
    PoolDefinition,
    SeriesDefinition,
    TogetherDefinition,
)
from surveyapp.analysis.plan_file.family import families_of, pooled
from surveyapp.analysis.plan_file.selection import (
    Columns,
    chosen,
    comparable,
    crossed,
    matching,
    merges_of,
)
from surveyapp.analysis.plan_file.texts import texts_root
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.column import Column


@dataclass(frozen=True, slots=True)
class _Named:
    """What comparisons name, resolved once."""

    root: str
    columns: Columns
    merges: Mapping[str, Merge]
    merge_by_column: Mapping[str, Merge]
    indices: Mapping[str, Index]
    pools: Mapping[str, PoolDefinition]


def publication_of(
    plan: PlanDefinition, form: Questionnaire, themes: Sequence[Column] = ()
) -> DisseminationPlan:
    """What a plan publishes of a questionnaire. The plan must have passed the linter.

    themes: columns of the questionnaire's code books, by which open questions are compared.
    Raises KeyError for a name that leads nowhere, RulesTooWeak.
    """
    root, columns = texts_root(plan.analysis), comparable((*form.columns, *themes))
    merges = {name: _merge(root, name, merge) for name, merge in plan.merges.items()}
    indices = {name: _index(root, name, each, columns) for name, each in plan.indices.items()}
    by_column = {
        column: merges[merge] for column, merge in merges_of(plan, columns).items() if merge
    }
    named = _Named(root, columns, merges, by_column, indices, plan.pools)
    return DisseminationPlan(
        questionnaire=plan.analysis,
        rules=DisclosureRules(**plan.rules.model_dump(exclude_none=True)),
        chapters=tuple(_chapters(plan, form, named)),
        is_sample=plan.sample,
        population=plan.population,
        series=tuple(_series(root, name, each) for name, each in plan.public_figures.items()),
        flags=tuple(
            Flag(name, f"{root}.flags.{name}.label", flag.questions)
            for name, flag in plan.flags.items()
        ),
        version=plan.version,
        pairing=Pairing(plan.reference or "", is_every_pair=plan.compare == "pairs"),
        classes={
            column.name: plan.classes[column.question]
            for column in columns.values()
            if column.question in plan.classes
        },
    )


def _chapters(plan: PlanDefinition, form: Questionnaire, named: _Named) -> Iterator[Chapter]:
    for chapter in plan.chapters:
        declared = tuple(_comparison(each, form, named) for each in chapter.comparisons)
        yield Chapter(chapter.name, f"{named.root}.chapters.{chapter.name}.label", declared)


def _comparison(
    each: ComparisonDefinition, form: Questionnaire, named: _Named
) -> DeclaredComparison:
    path = f"{named.root}.comparisons.{each.name}"
    names = chosen(each, named.columns)
    questions = tuple(dict.fromkeys(named.columns[name].question for name in names))
    other = next(iter(crossed(each, named.columns)), "")
    merge = named.merges[each.merge] if each.merge else None
    families = families_of(each, named.pools, named.columns)
    shown, pools = pooled(names, families, each, merge, f"{named.root}.pools.{each.pool}")
    return DeclaredComparison(
        name=each.name,
        feeds=each.feeds or "",
        questions=questions,
        columns=shown,
        show=Show(each.show),
        text_path=f"{path}.title" if each.title else _own_title(each, questions, form, named),
        note_path=f"{path}.note" if each.note else None,
        merge=merge,
        base=Base(each.base.question, each.base.without) if each.base else None,
        together=tuple(_together(path, part, named.columns) for part in each.together),
        index=named.indices[each.index] if each.index else None,
        mirror=_mirror(path, each, questions),
        cross=each.cross,
        flags=each.flags,
        has_split=each.split and form.split_by is not None,
        series=each.series,
        off_scale_codes=each.apart,
        cross_merge=named.merge_by_column.get(other),
        edition=each.edition,
        pools=pools,
    )


def _own_title(
    each: ComparisonDefinition, questions: tuple[str, ...], form: Questionnaire, named: _Named
) -> str:
    """Without a title, the words of the index or of the first question."""
    if each.index:
        return named.indices[each.index].text_path
    return f"{form.questions[questions[0]].path}.label"


def _mirror(path: str, each: ComparisonDefinition, questions: tuple[str, ...]) -> Mirror | None:
    if not each.mirror:
        return None
    return Mirror(questions[0], {country: f"{path}.mirror.{country}" for country in each.mirror})


def _together(path: str, part: TogetherDefinition, columns: Columns) -> CombinedCategory:
    names = (name for pattern in part.columns for name in matching(pattern, columns))
    text_path = f"{path}.together.{part.name}"
    return CombinedCategory(part.name, part.codes, text_path, tuple(names))


def _merge(root: str, name: str, merge: MergeDefinition) -> Merge:
    return Merge(
        name,
        {group.code: group.of for group in merge.into},
        {group.code: f"{root}.merges.{name}.{group.code}" for group in merge.into},
    )


def _index(root: str, name: str, index: IndexDefinition, columns: Columns) -> Index:
    path = f"{root}.indices.{name}"
    return Index(
        name,
        tuple(_items(index, columns)),
        index.minimum,
        text_path=f"{path}.label",
        low_path=f"{path}.low",
        high_path=f"{path}.high",
    )


def _items(index: IndexDefinition, columns: Columns) -> Iterator[Item]:
    for part in index.items:
        if isinstance(part, str):
            yield from (Item(name) for name in matching(part, columns))
        else:
            zero_if = next((other, frozenset(codes)) for other, codes in part.zero_if.items())
            yield from (Item(name, zero_if) for name in matching(part.item, columns))


def _series(root: str, name: str, series: SeriesDefinition) -> PublicSeries:
    path = f"{root}.public_figures.{name}"
    points = tuple(PublicPoint(p.year, p.value, f"{path}.{p.year}", p.seen) for p in series.points)
    return PublicSeries(name, series.country, f"{path}.label", f"{path}.unit", points)
