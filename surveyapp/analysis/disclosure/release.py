"""Release: the figures of a wave as they were published, to put later ones beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from surveyapp.analysis.disclosure.figure import Band, Figure
from surveyapp.analysis.disclosure.protected import ProtectedTable
from surveyapp.analysis.result import Group

N, N_ASKED = "n", "n_asked"


@dataclass(frozen=True, slots=True)
class Release:
    """questionnaire, wave and snapshot (sha256) it was made of; day: ISO date of publication.

    figures: what was printed; sizes stand as `n` and `n_asked`.
    """

    questionnaire: str
    wave: str
    snapshot: str
    day: str
    figures: Mapping[Figure, Band]


def release_of(
    protected: ProtectedTable, questionnaire: str, wave: str, snapshot: str, day: str
) -> Release:
    """The protected figures as a release. day: ISO date."""
    return Release(questionnaire, wave, snapshot, day, dict(_figures(protected)))


def changes_of(protected: ProtectedTable, earlier: Release) -> Iterator[tuple[Figure, str]]:
    """Figures that were printed otherwise, where fewer than k institutions made the difference.

    Whoever has both would know what these answered. Where at least k more answered in a group, its
    figures may be new.
    """
    now = dict(_figures(protected))
    for figure, band in now.items():
        was = earlier.figures.get(figure)
        if was is None or was == band:
            continue
        n_now, n_was = (_size(figures, figure) for figures in (now, earlier.figures))
        if n_now is None or n_was is None or abs(n_now.low - n_was.low) < protected.rules.k:
            yield figure, f"{_words(was)} in an earlier release, {_words(band)} now"


def _size(figures: Mapping[Figure, Band], of: Figure) -> Band | None:
    return figures.get(Figure(of.column, of.group, N))


def _words(band: Band) -> str:
    return str(band.low) if band.exact is not None else f"{band.low} to {band.high}"


def _figures(protected: ProtectedTable) -> Iterator[tuple[Figure, Band]]:
    for column in protected.columns:
        name = column.column.name
        for group, found in column.groups.items():
            for code, band in found.cells.items():
                if band is not None:
                    yield Figure(name, group, code), band
            for size, n in ((N, found.n), (N_ASKED, found.n_asked)):
                if n is not None:
                    yield Figure(name, group, size), Band(n, n)


def release_to_json(release: Release) -> dict[str, object]:
    """Plain JSON."""
    return {
        "questionnaire": release.questionnaire,
        "wave": release.wave,
        "snapshot": release.snapshot,
        "day": release.day,
        "figures": [
            [figure.column, [list(pair) for pair in figure.group], figure.name, band.low, band.high]
            for figure, band in release.figures.items()
        ],
    }


def release_from_json(value: Mapping[str, Any]) -> Release:
    """The inverse of `release_to_json`. Raises KeyError, TypeError, ValueError."""
    figures = {
        Figure(str(column), _group(group), str(name)): Band(int(low), int(high))
        for column, group, name, low, high in value["figures"]
    }
    names = (str(value[key]) for key in ("questionnaire", "wave", "snapshot", "day"))
    questionnaire, wave, snapshot, day = names
    return Release(questionnaire, wave, snapshot, day, figures)


def _group(pairs: Any) -> Group:
    return tuple((str(name), str(code)) for name, code in pairs)
