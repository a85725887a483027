"""Evidence: every declared comparison with its number and what may be shown of it.

The one place where reports and pages learn how a comparison is shown.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from surveyapp.analysis.dissemination_plan import DeclaredComparison, DisseminationPlan
from surveyapp.analysis.result import ColumnComparison, Comparison
from surveyapp.analysis.tabulation_specification import names_of
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.reports.block import EXHIBIT
from surveyapp.reports.exhibit.exhibit import exhibit
from surveyapp.reports.exhibit.page import Figure, Findings
from surveyapp.reports.labels import Labels
from surveyapp.reports.prose.placeholder import PlaceholderNames


@dataclass(frozen=True, slots=True)
class ExhibitNumber:
    """Chapter and place in the plan, from 1: the same in every language and after every run."""

    chapter: int
    place: int

    @property
    def table(self) -> str:
        """Such as ``T3.4``."""
        return f"T{self.chapter}.{self.place}"

    @property
    def figure(self) -> str:
        """Such as ``F3.4``."""
        return f"F{self.chapter}.{self.place}"

    @property
    def words(self) -> str:
        """Before the heading of the exhibit, such as ``3.4``."""
        return f"{self.chapter}.{self.place}"

    @property
    def anchor(self) -> str:
        """Where the exhibit stands, such as ``e3-4``."""
        return f"{EXHIBIT}{self.chapter}-{self.place}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One declared comparison as reports and pages use it.

    among: the part of the institutions that it speaks of, "" for all.
    """

    declared: DeclaredComparison
    number: ExhibitNumber
    shown: Figure
    columns: tuple[ColumnComparison, ...]
    among: str = ""

    @property
    def name(self) -> str:
        """As the plan, the prose and the recommendations call it."""
        return self.declared.name

    @property
    def title(self) -> str:
        """Of its table and chart; within a part it names the part, since the number is the same."""
        return f"{self.shown.title} – {self.among}" if self.among else self.shown.title

    def column(self, name: str) -> ColumnComparison | None:
        """What may be shown of one column; None when it is not part of this."""
        return next((shown for shown in self.columns if shown.column.name == name), None)


def numbers_of(publication: DisseminationPlan) -> dict[str, ExhibitNumber]:
    """Comparison -> its number, by the order of the plan alone."""
    return {
        declared.name: ExhibitNumber(chapter, place)
        for chapter, each in enumerate(publication.chapters, start=1)
        for place, declared in enumerate(each.comparisons, start=1)
    }


def declared_at(publication: DisseminationPlan, number: str) -> DeclaredComparison | None:
    """The comparison of this number, such as ``T3.4`` or ``F3.4``; None when there is none."""
    wanted = number.upper()
    numbers = numbers_of(publication)
    return next(
        (
            declared
            for declared in publication.comparisons()
            if wanted in (numbers[declared.name].table, numbers[declared.name].figure)
        ),
        None,
    )


def known_names(form: Questionnaire, publication: DisseminationPlan) -> PlaceholderNames:
    """What the prose may name."""
    codes = {column.name: column.codes for column in form.columns}
    columns = {each.name: dict(_codes(each, codes)) for each in publication.comparisons()}
    groups = tuple(code.code for code in form.compare_codes)
    return PlaceholderNames(columns, groups, publication.pairing.of(groups))


def _codes(
    declared: DeclaredComparison, codes: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Column -> its codes as they are shown."""
    pooled = {pool.column.name: pool.column.codes for pool in declared.pools}
    for name in names_of(declared):
        own = tuple(declared.merge.into) if declared.merge else codes.get(name, ())
        yield name, pooled.get(name, own)


def evidence_of(
    form: Questionnaire, publication: DisseminationPlan, comparison: Comparison, labels: Labels
) -> Mapping[str, Evidence]:
    """Comparison -> what may be shown of it; without those that no answer has reached yet."""
    findings = Findings(form, publication, comparison, labels)
    return {each.name: each for each in evidence_in(publication.comparisons(), findings)}


def evidence_in(
    comparisons: Iterable[DeclaredComparison], findings: Findings, among: str = ""
) -> Iterator[Evidence]:
    """Of these comparisons in order, as far as answers have reached them. among: as of Evidence."""
    numbers = numbers_of(findings.publication)
    for declared in comparisons:
        shown = exhibit(declared, findings)
        if shown is not None:
            columns = findings.columns_of(declared)
            yield Evidence(declared, numbers[declared.name], shown, columns, among)
