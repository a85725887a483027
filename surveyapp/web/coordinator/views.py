"""The coordinator's pages: who answered, one page a chapter, and its tables as a file."""

from flask import Blueprint, Response, abort, render_template, request
from flask_wtf import FlaskForm

from surveyapp.formats.comparison_file import comparison_csv
from surveyapp.reports.page import figures, group_names
from surveyapp.storage.snapshots import WaveNotFrozen
from surveyapp.storage.staff import Role
from surveyapp.storage.waves import Wave
from surveyapp.web.access import staff
from surveyapp.web.coordinator.study import (
    ALL,
    labels_of,
    part_names,
    study_of,
    waves_to_compare,
)

blueprint = Blueprint("coordinator", __name__)
WHO_MAY_COMPARE = (Role.COORDINATOR, Role.ANALYST, Role.RESEARCHER)


@blueprint.get("/coordinate/")
@staff(*WHO_MAY_COMPARE)
def overview() -> str:
    """The waves, and who answered."""
    waves = [(wave, labels_of(wave)[0]) for wave in waves_to_compare()]
    return render_template("coordinator/overview.html", waves=waves, form=FlaskForm())


@blueprint.get("/coordinate/<wave>/")
@staff(*WHO_MAY_COMPARE)
def chapters(wave: str) -> str | tuple[str, int]:
    """Who answered one wave, by country and kind, and its chapters."""
    found = _wave(wave)
    words, labels = labels_of(found)
    try:
        study = study_of(found)
    except WaveNotFrozen:
        return render_template("coordinator/not_yet.html", wave=found, words=words), 409
    strata = {*found_strata(words.form.strata, words.form.classes)}
    answered = [
        figure
        for section in words.form.sections
        for figure in figures(words.form, section.name, study.whole, labels)
        if figure.name in strata
    ]
    return render_template(
        "coordinator/chapters.html",
        wave=found,
        words=words,
        answered=answered,
        groups=group_names(words.form, labels),
    )


@blueprint.get("/coordinate/<wave>/<section>/")
@staff(*WHO_MAY_COMPARE)
def chapter(wave: str, section: str) -> str | tuple[str, int]:
    """One section compared, question by question."""
    found = _wave(wave)
    words, labels = labels_of(found)
    if section not in words.form.sections_by_name:
        abort(404)
    try:
        study = study_of(found)
    except WaveNotFrozen:
        return render_template("coordinator/not_yet.html", wave=found, words=words), 409
    part = request.args.get("among", ALL)
    return render_template(
        "coordinator/chapter.html",
        wave=found,
        words=words,
        section=words.form.section(section),
        figures=figures(words.form, section, study.among(part), labels),
        groups=group_names(words.form, labels),
        parts=part_names(study, words),
        among=part if part in study.parts else ALL,
        snapshot=study.whole.snapshot,
    )


@blueprint.get("/coordinate/<wave>/<section>.csv")
@staff(*WHO_MAY_COMPARE)
def chapter_csv(wave: str, section: str) -> Response:
    """What the page shows, as CSV; the same gate has passed it."""
    found = _wave(wave)
    words, _labels = labels_of(found)
    if section not in words.form.sections_by_name:
        abort(404)
    try:
        comparison = study_of(found).among(request.args.get("among", ALL))
    except WaveNotFrozen:
        abort(409)
    names = set(words.form.section(section).questions())
    text = comparison_csv(comparison, names)
    headers = {"Content-Disposition": f'attachment; filename="{found.name}-{section}.csv"'}
    return Response(text, 200, headers, mimetype="text/csv")


def found_strata(strata: tuple[str, ...], classes: tuple[str, ...]) -> tuple[str, ...]:
    """Questions that say who answered."""
    return (*strata, *classes)


def _wave(name: str) -> Wave:
    found = next((wave for wave in waves_to_compare() if wave.name == name), None)
    return found or abort(404)
