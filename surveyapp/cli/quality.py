"""Quality command: how well the answers of a wave were given, by group."""

from collections.abc import Iterator

import click

from surveyapp.analysis.quality.quality_result import QualityReport
from surveyapp.analysis.tabulation_plan import NothingToCompare
from surveyapp.cli.language import IN_LANGUAGE
from surveyapp.cli.reading import only_reads
from surveyapp.cli.refusal import COULD_NOT_RUN, stop
from surveyapp.cli.study import open_study
from surveyapp.formats.quality_file import quality_csv, quality_json
from surveyapp.reports.labels import Labels
from surveyapp.reports.quality import QualitySection, quality_sections
from surveyapp.study.study_figures import StudyFigures


@click.command("quality")
@click.argument("name")
@click.option("--wave", "wave_name", default=None, help="The latest wave if not given.")
@click.option(
    "--format",
    "layout",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
)
@IN_LANGUAGE
@only_reads
def quality_command(name: str, wave_name: str | None, layout: str, language: str) -> None:
    """Print how well the questionnaire NAME was answered, by group.

    Questions without an answer and the reasons, answers that a check asked about, the same answer
    in every row of a table, round numbers. Nothing is shown of fewer than five institutions. Real
    answers are looked at once their wave is frozen, synthetic ones at any time.

    Exit codes: 0 done, 1 refused (answers that do not fit, a wave that is not frozen), 2 could
    not run (no such questionnaire, no wave).
    """
    with open_study(name, wave_name) as study:
        found = _found(study)
        click.echo(_laid_out(found, study, study.labels(language), layout), nl=False)


def _found(study: StudyFigures) -> QualityReport:
    """What may be said beside everything that is published of the same answers."""
    try:
        return study.quality(study.outputs)
    except NothingToCompare:
        stop(f"{study.form.name} names no question to compare by (compare_by).", COULD_NOT_RUN)


def _laid_out(found: QualityReport, study: StudyFigures, labels: Labels, layout: str) -> str:
    match layout:
        case "json":
            return quality_json(found)
        case "csv":
            return quality_csv(found)
        case _:
            return "\n".join(_lines(found, study, labels)) + "\n"


def _lines(found: QualityReport, study: StudyFigures, labels: Labels) -> Iterator[str]:
    _ = labels.translate.gettext
    if found.synthetic:
        yield _("SYNTHETIC DATA – NOT REAL")
    yield _(
        "%(name)s %(version)s, wave %(wave)s",
        name=found.questionnaire,
        version=found.version,
        wave=study.wave.name,
    )
    yield _(
        "Nothing is shown of fewer than five institutions; of closely protected questions only"
        " how many answered."
    )
    for section in quality_sections(found, study.form, labels):
        yield from ("", section.title.upper(), *section.sentences, section.note)
        yield from _table(section)


def _table(section: QualitySection) -> Iterator[str]:
    for row in section.table.rows:
        yield f"  {row.head}"
        for head, cell in zip(section.table.heads, row.cells, strict=True):
            yield f"    {head}: {'–' if cell is None else cell}"


COMMANDS = (quality_command,)
