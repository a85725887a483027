"""Programme: one linear programme that is asked for many ends.

HiGHS keeps the last solution, so that the next question costs a few steps instead of a new
start; building it anew for every end took four times as long (decision 0012).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

NEAR = 1e-6
Table = np.ndarray[tuple[int], np.dtype[np.float64]]
_UNBOUNDED = {highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible}


class Contradiction(ValueError):
    """No counts at all would give these sums: something published is wrong."""


class OutOfTime(RuntimeError):
    """The programme ran past its time, so that nothing is proved."""


@dataclass(frozen=True, slots=True)
class Equation:
    """Published: the sum of factor x count over these unknowns. Both equal ends: exactly that."""

    factors: Mapping[int, int]
    least: float
    most: float


class Programme:
    """Unknowns between `least` and `most` under equations. seconds: for each question."""

    def __init__(
        self,
        equations: Sequence[Equation],
        least: Sequence[float],
        most: Sequence[float],
        seconds: float,
    ) -> None:
        self.least, self.most, self.seconds = least, most, seconds
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its makers left it so
        self._solver.silent()
        self._solver.setOptionValue("threads", 1)
        self._solver.passModel(_model(equations, least, most))

    def lowest(
        self, factors: Mapping[int, float], raised: int | None = None, *, is_whole: bool = False
    ) -> Table | None:
        """Unknowns that make the sum of factor x unknown the lowest; None when there is no end.

        raised: an unknown that is at least one. is_whole: all are whole numbers.
        Raises Contradiction, OutOfTime.
        """
        for unknown, factor in factors.items():
            self._solver.changeColCost(unknown, factor)
        if raised is not None:
            least = max(self.least[raised], 1.0)
            self._solver.changeColBounds(raised, least, self.most[raised])
        if is_whole:
            self._set_kind(highspy.HighsVarType.kInteger)
        try:
            return self._solved()
        finally:
            self._undo(factors, raised, is_whole=is_whole)

    def _solved(self) -> Table | None:
        # The clock of the solver runs on from one question to the next.
        self._solver.setOptionValue("time_limit", self._solver.getRunTime() + self.seconds)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Contradiction
        if status in _UNBOUNDED:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise OutOfTime(status.name)
        return np.array(self._solver.getSolution().col_value)

    def _undo(self, factors: Mapping[int, float], raised: int | None, *, is_whole: bool) -> None:
        for unknown in factors:
            self._solver.changeColCost(unknown, 0.0)
        if raised is not None:
            self._solver.changeColBounds(raised, self.least[raised], self.most[raised])
        if is_whole:
            self._set_kind(highspy.HighsVarType.kContinuous)

    def _set_kind(self, kind: highspy.HighsVarType) -> None:
        size = len(self.least)
        self._solver.changeColsIntegrality(size, np.arange(size), np.full(size, kind))


def is_broken(table: Table) -> bool:
    """Whether some unknown is not a whole number."""
    return bool(np.any(abs(table - np.round(table)) > NEAR))


def _model(
    equations: Sequence[Equation], least: Sequence[float], most: Sequence[float]
) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(least), len(equations)
    model.col_cost_ = np.zeros(len(least))
    model.col_lower_, model.col_upper_ = np.array(least, float), np.array(most, float)
    model.row_lower_ = np.array([each.least for each in equations], float)
    model.row_upper_ = np.array([each.most for each in equations], float)
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.cumsum([0, *(len(each.factors) for each in equations)])
    matrix.index_ = np.array([unknown for each in equations for unknown in each.factors])
    matrix.value_ = np.array([f for each in equations for f in each.factors.values()], float)
    return model
