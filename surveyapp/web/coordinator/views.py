"""The coordinator's pages: who answered, one page a chapter, and its tables as a file."""

from collections.abc import Iterator
from dataclasses import replace

from flask import Blueprint, Response, abort, render_template, request
from flask_wtf import FlaskForm

from surveyapp.analysis.dissemination_plan import Chapter, Show
from surveyapp.analysis.outputs import Outputs
from surveyapp.analysis.tabulation_plan import NothingToCompare
from surveyapp.analysis.tabulation_specification import names_of
from surveyapp.fieldwork.staff_role import Permission
from surveyapp.formats.comparison_file import comparison_csv
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.reports.document.evidence import Evidence
from surveyapp.reports.document.exhibit_block import exhibit_blocks
from surveyapp.reports.exhibit.page import chapter_of, group_names
from surveyapp.reports.exhibit.response import rate_table, response_table
from surveyapp.reports.exhibit.strongest import nothing_certain, strongest
from surveyapp.reports.exhibit.unanimous import unanimous
from surveyapp.reports.labels import Labels
from surveyapp.storage.rounds import RoundTooAlike
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.waves import Wave, WaveNotFrozen, waves_begun
from surveyapp.study.publication import responses_of
from surveyapp.study.stratum import strata_of, within_stratum
from surveyapp.web.access import staff
from surveyapp.web.coordinator.outputs import ALL, labels_of, outputs_of, stratum_names
from surveyapp.web.coordinator.reading import nothing_to_compare, too_alike
from surveyapp.web.coordinator.wave_reading import WaveReading
from surveyapp.web.coordinator.wave_state import state_of
from surveyapp.web.coordinator.workbook import response_sheet, workbook
from surveyapp.web.current_study import current_study
from surveyapp.web.language import current_language
from surveyapp.web.logged import logs, only_reads

blueprint = Blueprint("coordinator", __name__)
blueprint.register_error_handler(RoundTooAlike, too_alike)
blueprint.register_error_handler(NothingToCompare, nothing_to_compare)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ON_OVERVIEW = 5


@blueprint.get("/coordinate/")
@staff(Permission.RESULTS)
@only_reads
def overview() -> str:
    """Every wave that was ever open, the latest first."""
    waves = [(wave, state_of(wave), _title(wave)) for wave in waves_begun()]
    return render_template("coordinator/overview.html", waves=waves, form=FlaskForm())


def _title(wave: Wave) -> str | None:
    """What the wave asks; None where its copy is damaged, which hides no other wave."""
    try:
        return labels_of(wave)[0].text("title")
    except (QuestionnaireMissing, QuestionnaireRefused):
        return None


@blueprint.get("/coordinate/<wave>/")
@staff(Permission.RESULTS)
@only_reads
def chapters(wave: str) -> str:
    """Who answered one wave, what stands out, its chapters, and which groups answered alike."""
    read = _read(wave)
    made, words, labels = read.outputs, read.words, read.labels
    return render_template(
        "coordinator/chapters.html",
        wave=read.wave,
        words=words,
        chapters=[(c.name, labels.wording.text(c.text_path)) for c in made.publication.chapters],
        response=response_table(read.responses(), words.form, labels),
        groups=group_names(words.form, labels),
        stands_out=strongest(read.findings(), MOST_ON_OVERVIEW),
        nothing=nothing_certain(read.findings()),
        alike=tuple(_alike(made, words.form, labels)),
        k=made.table.rules.k,
        protection=read.protection(),
    )


def _alike(made: Outputs, form: Questionnaire, labels: Labels) -> Iterator[str]:
    columns = {each.column.name: each.column for each in made.table.columns}
    return unanimous(made.table.group_disclosures, columns, form, labels)


@blueprint.get("/coordinate/<wave>/pairs/")
@staff(Permission.RESULTS)
@only_reads
def pairs(wave: str) -> str:
    """All cross-tables that the plan declares, and no others."""
    read = _read(wave)
    crossed = tuple(c for c in read.outputs.publication.comparisons() if c.show is Show.CROSS)
    found = read.evidence(Chapter("pairs", "", crossed))
    return render_template(
        "coordinator/pairs.html",
        wave=read.wave,
        words=read.words,
        exhibits=[exhibit_blocks(each, read.labels, 2) for each in found],
        snapshot=read.outputs.whole.snapshot,
        protection=read.protection(),
    )


@blueprint.get("/coordinate/<wave>/<chapter>/")
@staff(Permission.RESULTS)
@only_reads
def chapter(wave: str, chapter: str) -> str:
    """One chapter of the plan, comparison by comparison, what surely differs most first."""
    read = _read(wave)
    is_by_plan = request.args.get("order") == "plan"
    made, part = read.outputs, _stratum(read.outputs)
    declared = _declared(made, chapter, part)
    found = _ordered(read.evidence(declared, part), is_by_plan=is_by_plan)
    return render_template(
        "coordinator/chapter.html",
        wave=read.wave,
        words=read.words,
        chapter=declared.name,
        number=[each.name for each in made.publication.chapters].index(chapter) + 1,
        title=read.labels.wording.text(declared.text_path),
        exhibits=[exhibit_blocks(e, read.labels, 2) for e in found if e.shown.is_comparable],
        too_small=[exhibit_blocks(e, read.labels, 3) for e in found if not e.shown.is_comparable],
        is_by_plan=is_by_plan,
        parts=stratum_names(made, read.words),
        among=part,
        is_open=request.args.get("show") == "all",
        snapshot=made.whole.snapshot,
        protection=read.protection(),
    )


def _ordered(found: tuple[Evidence, ...], *, is_by_plan: bool) -> tuple[Evidence, ...]:
    """The largest certain difference first, equal ones as in the plan; or all as in the plan."""
    return found if is_by_plan else tuple(sorted(found, key=lambda each: -each.shown.certain))


@blueprint.errorhandler(WaveNotFrozen)
def not_yet(refused: WaveNotFrozen) -> tuple[str, int]:
    """Of a round that is not frozen only how many answered, country by country (C07)."""
    wave = _wave(refused.wave)
    words, labels = labels_of(wave)
    response = response_table(responses_of(current_study(wave)), words.form, labels)
    page = render_template("coordinator/not_yet.html", wave=wave, words=words, response=response)
    return page, 409


@blueprint.get("/coordinate/<wave>.xlsx")
@staff(Permission.RESULTS)
@logs(StaffAction.EXPORT_WRITTEN)
def all_xlsx(wave: str) -> Response:
    """All chapters as a spreadsheet, after who answered."""
    read = _read(wave)
    rates = rate_table(read.responses(), read.words.form, read.labels)
    sheets = (response_sheet(rates), *map(read.sheet, read.outputs.publication.chapters))
    return _xlsx(workbook(read, sheets, ALL), read.wave.name)


@blueprint.get("/coordinate/<wave>/<chapter>.xlsx")
@staff(Permission.RESULTS)
@logs(StaffAction.EXPORT_WRITTEN)
def chapter_xlsx(wave: str, chapter: str) -> Response:
    """The tables that the page shows as a spreadsheet, in its language."""
    read = _read(wave)
    part = _stratum(read.outputs)
    sheets = (read.sheet(_declared(read.outputs, chapter, part), part),)
    content = workbook(read, sheets, part)
    return _xlsx(content, f"{read.wave.name}-{chapter}")


@blueprint.get("/coordinate/<wave>/<chapter>.csv")
@staff(Permission.RESULTS)
@logs(StaffAction.EXPORT_WRITTEN)
def chapter_csv(wave: str, chapter: str) -> Response:
    """The figures of the page as CSV for programmes; the same gate has passed them."""
    found = _wave(wave)
    made = outputs_of(found)
    part = _stratum(made)
    declared = _declared(made, chapter, part)
    columns = {name for each in declared.comparisons for name in names_of(each)}
    text = comparison_csv(within_stratum(made, part), columns)
    headers = {"Content-Disposition": f'attachment; filename="{found.name}-{chapter}.csv"'}
    return Response(text, 200, headers, mimetype="text/csv")


def _stratum(made: Outputs) -> str:
    """The class that the address names; everybody without a known one."""
    part = request.args.get("among", ALL)
    return part if part in strata_of(made) else ALL


def _declared(made: Outputs, name: str, part: str) -> Chapter:
    """The chapter, within a part only with what is shown by parts."""
    declared = chapter_of(made.publication, name) or abort(404)
    if part == ALL:
        return declared
    return replace(declared, comparisons=tuple(c for c in declared.comparisons if c.has_split))


def _xlsx(content: bytes, name: str) -> Response:
    """A download that says its language, since it is in one."""
    file = f"{name}-{current_language()}.xlsx"
    return Response(
        content, 200, {"Content-Disposition": f'attachment; filename="{file}"'}, mimetype=XLSX
    )


def _read(name: str) -> WaveReading:
    wave = _wave(name)
    return WaveReading(wave, *labels_of(wave), outputs_of(wave))


def _wave(name: str) -> Wave:
    found = next((wave for wave in waves_begun() if wave.name == name), None)
    return found or abort(404)
