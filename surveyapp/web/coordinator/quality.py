"""The coordinator's page about the quality of the answers; computed once per state of a wave."""

from flask import Blueprint, abort, render_template

from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.outputs import Outputs
from surveyapp.analysis.quality.quality_result import QualityReport
from surveyapp.analysis.tabulation_plan import NothingToCompare
from surveyapp.fieldwork.staff_role import Permission
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.reports.document.protection import why_blocks
from surveyapp.reports.exhibit.response import response_table, responses
from surveyapp.reports.quality import quality_sections
from surveyapp.reports.quality_block import quality_blocks
from surveyapp.storage.responses import wave_fingerprint
from surveyapp.storage.rounds import RoundTooAlike
from surveyapp.storage.waves import Wave, WaveNotFrozen, waves_begun
from surveyapp.study.engine import figures_of
from surveyapp.web.access import staff
from surveyapp.web.coordinator.outputs import labels_of, outputs_of
from surveyapp.web.coordinator.reading import nothing_to_compare, too_alike
from surveyapp.web.current_study import current_study
from surveyapp.web.logged import only_reads

blueprint = Blueprint("quality", __name__)
blueprint.register_error_handler(RoundTooAlike, too_alike)
blueprint.register_error_handler(NothingToCompare, nothing_to_compare)

_Key = tuple[str, str, str, str, DisclosureRules]
_kept: dict[str, tuple[_Key, QualityReport]] = {}


@blueprint.get("/coordinate/<wave>/quality/")
@staff(Permission.RESULTS)
@only_reads
def quality(wave: str) -> str | tuple[str, int]:
    """What was left out, asked about and answered alike, by group."""
    found = next((each for each in waves_begun() if each.name == wave), None) or abort(404)
    words, labels = labels_of(found)
    try:
        outputs = outputs_of(found)
    except WaveNotFrozen:
        return render_template("coordinator/not_yet.html", wave=found, words=words), 409
    made = _found(found, words.form, outputs)
    return render_template(
        "coordinator/quality.html",
        wave=found,
        words=words,
        response=response_table(
            responses(words.form, outputs.publication, outputs.whole, outputs.split),
            words.form,
            labels,
        ),
        sections=[
            tuple(quality_blocks(section, labels))
            for section in quality_sections(made, words.form, labels)
        ],
        snapshot=outputs.whole.snapshot,
        protection=tuple(why_blocks(outputs.table.rules, labels)),
    )


def _found(wave: Wave, form: Questionnaire, outputs: Outputs) -> QualityReport:
    snapshot, rules = outputs.whole.snapshot, outputs.table.rules
    key = (wave.name, wave_fingerprint(wave.name), form.version_hash, snapshot, rules)
    kept = _kept.get(wave.name)
    if kept is None or kept[0] != key:
        kept = _kept[wave.name] = (key, figures_of(current_study(wave)).quality(outputs))
    return kept[1]
