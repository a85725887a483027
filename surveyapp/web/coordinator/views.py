"""The coordinator's pages: who answered, one page a chapter, and its tables as a file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import Blueprint, Response, abort, render_template, request
from flask_wtf import FlaskForm

from surveyapp.analysis.dissemination_plan import Chapter, Show
from surveyapp.analysis.tabulation_specification import names_of
from surveyapp.formats.comparison_file import comparison_csv
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.formats.tables_workbook import TableSheet
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.reports.block import Block
from surveyapp.reports.document.evidence import Evidence, evidence_in
from surveyapp.reports.document.exhibit_block import exhibit_blocks
from surveyapp.reports.document.protection import why_blocks
from surveyapp.reports.exhibit.page import Findings, chapter_of, group_names
from surveyapp.reports.exhibit.response import Response as ResponseCount
from surveyapp.reports.exhibit.response import (
    rate_table,
    response_table,
    responses,
    responses_counted,
)
from surveyapp.reports.exhibit.strongest import nothing_certain, strongest
from surveyapp.reports.exhibit.unanimous import unanimous
from surveyapp.reports.labels import Labels
from surveyapp.storage.responses import responses_by_country
from surveyapp.storage.rounds import RoundTooAlike
from surveyapp.storage.snapshots import WaveNotFrozen
from surveyapp.storage.staff import Role
from surveyapp.storage.waves import Wave, waves_begun
from surveyapp.web.access import staff
from surveyapp.web.coordinator.reading import too_alike
from surveyapp.web.coordinator.study import (
    ALL,
    Study,
    labels_of,
    part_names,
    study_of,
)
from surveyapp.web.coordinator.wave_state import state_of
from surveyapp.web.coordinator.workbook import response_sheet, workbook
from surveyapp.web.language import current_language
from surveyapp.web.respondent.form_words import FormWords, asked_in

blueprint = Blueprint("coordinator", __name__)
blueprint.register_error_handler(RoundTooAlike, too_alike)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ON_OVERVIEW = 5
WHO_MAY_COMPARE = (Role.COORDINATOR, Role.ANALYST, Role.RESEARCHER)


@blueprint.get("/coordinate/")
@staff(*WHO_MAY_COMPARE)
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


@dataclass(frozen=True, slots=True)
class WaveReading:
    """What pages and files of one wave are made of, in the language of this request."""

    wave: Wave
    words: FormWords
    labels: Labels
    study: Study

    def findings(self, part: str = ALL) -> Findings:
        """The comparison among all, or within one part of the split."""
        shown = self.study.among(part)
        return Findings(self.words.form, self.study.publication, shown, self.labels)

    def evidence(self, chapter: Chapter, part: str = ALL) -> tuple[Evidence, ...]:
        """What may be shown of the comparisons of a chapter, in its order."""
        among = part_names(self.study, self.words)[part] if part != ALL else ""
        return tuple(evidence_in(chapter.comparisons, self.findings(part), among))

    def sheet(self, chapter: Chapter, part: str = ALL) -> TableSheet:
        """The tables of a chapter as a sheet of a workbook."""
        title = self.labels.wording.text(chapter.text_path)
        return TableSheet(title, tuple(each.shown for each in self.evidence(chapter, part)))

    def protection(self) -> tuple[Block, ...]:
        """The rule by which figures are shown, in words."""
        return tuple(why_blocks(self.study.table.rules, self.labels))

    def responses(self) -> tuple[ResponseCount, ...]:
        """How many were asked and answered, by group."""
        study = self.study
        return responses(self.words.form, study.publication, study.whole, study.split)


@blueprint.get("/coordinate/<wave>/")
@staff(*WHO_MAY_COMPARE)
def chapters(wave: str) -> str:
    """Who answered one wave, what stands out, its chapters, and which groups answered alike."""
    read = _read(wave)
    study, words, labels = read.study, read.words, read.labels
    return render_template(
        "coordinator/chapters.html",
        wave=read.wave,
        words=words,
        chapters=[(c.name, labels.wording.text(c.text_path)) for c in study.publication.chapters],
        response=response_table(read.responses(), words.form, labels),
        groups=group_names(words.form, labels),
        stands_out=strongest(read.findings(), MOST_ON_OVERVIEW),
        nothing=nothing_certain(read.findings()),
        alike=tuple(_alike(study, words.form, labels)),
        k=study.table.rules.k,
        protection=read.protection(),
    )


def _alike(study: Study, form: Questionnaire, labels: Labels) -> Iterator[str]:
    columns = {each.column.name: each.column for each in study.table.columns}
    return unanimous(study.table.group_disclosures, columns, form, labels)


@blueprint.get("/coordinate/<wave>/pairs/")
@staff(*WHO_MAY_COMPARE)
def pairs(wave: str) -> str:
    """All cross-tables that the plan declares, and no others."""
    read = _read(wave)
    crossed = tuple(c for c in read.study.publication.comparisons() if c.show is Show.CROSS)
    found = read.evidence(Chapter("pairs", "", crossed))
    return render_template(
        "coordinator/pairs.html",
        wave=read.wave,
        words=read.words,
        exhibits=[exhibit_blocks(each, read.labels, 2) for each in found],
        snapshot=read.study.whole.snapshot,
        protection=read.protection(),
    )


@blueprint.get("/coordinate/<wave>/<chapter>/")
@staff(*WHO_MAY_COMPARE)
def chapter(wave: str, chapter: str) -> str:
    """One chapter of the plan, comparison by comparison, what surely differs most first."""
    read = _read(wave)
    is_by_plan = request.args.get("order") == "plan"
    study, part = read.study, _part(read.study)
    declared = _declared(study, chapter, part)
    found = _ordered(read.evidence(declared, part), is_by_plan=is_by_plan)
    return render_template(
        "coordinator/chapter.html",
        wave=read.wave,
        words=read.words,
        chapter=declared.name,
        number=[each.name for each in study.publication.chapters].index(chapter) + 1,
        title=read.labels.wording.text(declared.text_path),
        exhibits=[exhibit_blocks(e, read.labels, 2) for e in found if e.shown.is_comparable],
        too_small=[exhibit_blocks(e, read.labels, 3) for e in found if not e.shown.is_comparable],
        is_by_plan=is_by_plan,
        parts=part_names(study, read.words),
        among=part,
        is_open=request.args.get("show") == "all",
        snapshot=study.whole.snapshot,
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
    form = words.form
    counts = responses_by_country(wave.name)
    known = {code.code: counts.get(code.code, 0) for code in form.compare_codes}
    found = responses_counted(asked_in(wave).plan, form.compare_by or "", known)
    response = response_table(found, form, labels)
    page = render_template("coordinator/not_yet.html", wave=wave, words=words, response=response)
    return page, 409


@blueprint.get("/coordinate/<wave>.xlsx")
@staff(*WHO_MAY_COMPARE)
def all_xlsx(wave: str) -> Response:
    """All chapters as a spreadsheet, after who answered."""
    read = _read(wave)
    rates = rate_table(read.responses(), read.words.form, read.labels)
    sheets = (response_sheet(rates), *map(read.sheet, read.study.publication.chapters))
    return _xlsx(workbook(read.study, sheets, ALL, read.words, read.labels), read.wave.name)


@blueprint.get("/coordinate/<wave>/<chapter>.xlsx")
@staff(*WHO_MAY_COMPARE)
def chapter_xlsx(wave: str, chapter: str) -> Response:
    """The tables that the page shows as a spreadsheet, in its language."""
    read = _read(wave)
    part = _part(read.study)
    sheets = (read.sheet(_declared(read.study, chapter, part), part),)
    content = workbook(read.study, sheets, part, read.words, read.labels)
    return _xlsx(content, f"{read.wave.name}-{chapter}")


@blueprint.get("/coordinate/<wave>/<chapter>.csv")
@staff(*WHO_MAY_COMPARE)
def chapter_csv(wave: str, chapter: str) -> Response:
    """The figures of the page as CSV for programmes; the same gate has passed them."""
    found = _wave(wave)
    study = study_of(found)
    part = _part(study)
    declared = _declared(study, chapter, part)
    columns = {name for each in declared.comparisons for name in names_of(each)}
    text = comparison_csv(study.among(part), columns)
    headers = {"Content-Disposition": f'attachment; filename="{found.name}-{chapter}.csv"'}
    return Response(text, 200, headers, mimetype="text/csv")


def _part(study: Study) -> str:
    """The part of the split that the address names; everybody without a known one."""
    part = request.args.get("among", ALL)
    return part if part in study.parts else ALL


def _declared(study: Study, name: str, part: str) -> Chapter:
    """The chapter, within a part only with what is shown by parts."""
    declared = chapter_of(study.publication, name) or abort(404)
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
    return WaveReading(wave, *labels_of(wave), study_of(wave))


def _wave(name: str) -> Wave:
    found = next((wave for wave in waves_begun() if wave.name == name), None)
    return found or abort(404)
