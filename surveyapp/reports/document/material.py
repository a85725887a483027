"""Material: everything that a report is made of, in one language, after the gate."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from surveyapp.analysis.attack.audit_result import Audit
from surveyapp.analysis.dissemination_plan import DisseminationPlan
from surveyapp.analysis.result import Comparison
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.reports.document.evidence import Evidence
from surveyapp.reports.document.figure_words import FigureWords
from surveyapp.reports.exhibit.page import Findings
from surveyapp.reports.labels import Labels
from surveyapp.reports.prose.prose import Prose
from surveyapp.reports.prose.recommendation import Recommendation

SUMMARY, METHOD = "summary", "method"
"""Prose beside that of the chapters."""

SHORT_HASH = 12


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the figures come from. day: given, of the end of the wave, or today while it is open.

    snapshot: "" while a round is open and nothing has been counted. corrections: (day, reason or
    "") of every change of wording while the round was open.
    """

    wave: str
    version: str
    version_hash: str
    day: date
    is_synthetic: bool
    is_internal: bool = False
    snapshot: str = ""
    corrections: tuple[tuple[date, str], ...] = ()

    def of(self, snapshot: str) -> "Provenance":
        """The same for figures that were counted from this snapshot."""
        return replace(self, snapshot=snapshot)

    @property
    def short_snapshot(self) -> str:
        """As it stands under every exhibit."""
        return self.snapshot[:SHORT_HASH]


@dataclass(frozen=True, slots=True)
class Material:
    """form: as it was asked; comparison, split: the widest and the finest view.

    audit: what a reader who puts all figures together can find out; None before that was tried.
    prose: chapter (or SUMMARY, METHOD) -> what the researchers wrote in this language.
    """

    form: Questionnaire
    publication: DisseminationPlan
    labels: Labels
    provenance: Provenance
    comparison: Comparison
    split: Comparison
    evidence: Mapping[str, Evidence]
    prose: Mapping[str, Prose] = field(default_factory=dict)
    recommendations: tuple[Recommendation, ...] = ()
    audit: Audit | None = None

    @property
    def language(self) -> str:
        """Of the report."""
        return self.labels.wording.language

    @property
    def findings(self) -> Findings:
        """The widest view, to look at differences."""
        return Findings(self.form, self.publication, self.comparison, self.labels)

    @property
    def figure_words(self) -> FigureWords:
        """Words for the placeholders of the prose."""
        return FigureWords(self.evidence, self.comparison, self.labels)

    def of_chapter(self, names: tuple[str, ...]) -> tuple[Evidence, ...]:
        """What may be shown of these comparisons, in their order."""
        return tuple(self.evidence[name] for name in names if name in self.evidence)
