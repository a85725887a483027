"""Engine: what computes figures, loaded by its name in a server that has to compute some itself.

A server answers pages; what it shows was computed by a command or a program of its own. Where it
was not, and there is little to compute, the libraries of statistics are loaded here.
"""

from importlib import import_module
from typing import Protocol, cast

from surveyapp.analysis.attack.audit_result import Audit
from surveyapp.analysis.collection_pause import collection_pause
from surveyapp.analysis.outputs import Outputs
from surveyapp.analysis.quality.quality_result import QualityReport
from surveyapp.study.study import Study

FIGURES = "surveyapp.study.study_figures"


class Figures(Protocol):
    """What is computed of a study, see `StudyFigures`."""

    @property
    def outputs(self) -> Outputs:
        """All that may be shown."""

    def keep_outputs(self) -> None:
        """Computes it for whoever asks next."""

    def audit(self) -> Audit:
        """What a reader who puts all figures together can find out."""

    def quality(self, outputs: Outputs) -> QualityReport:
        """How well it was answered."""


def figures_of(study: Study) -> Figures:
    """The same study with all that is computed of its answers."""
    with collection_pause():
        module = import_module(FIGURES)
    return cast("Figures", module.figures_of(study.instance, study.wave))
