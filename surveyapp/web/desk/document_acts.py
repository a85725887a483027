"""Document acts: what the buttons of the page of documents do, and what its files are for."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from flask_babel import gettext as _

from surveyapp.storage.jobs import JobKind
from surveyapp.storage.waves import Wave, WaveState
from surveyapp.web.desk.act import Act

FOR: Mapping[JobKind, Callable[[], str]] = {
    JobKind.REPORT: lambda: _(
        "The report with its chapters, findings and recommendations, and its annexes:"
        " questionnaire, all tables, audit. Every figure in it passed the rule of the smallest"
        " group, so that everybody may have it."
    ),
    JobKind.CODEBOOK: lambda: _(
        "What each variable means: wording, codes, who is asked, checks. It holds no answers and"
        " is for whoever reads the files; everybody may have it, also before the freeze."
    ),
    JobKind.OPEN_DATA: lambda: _(
        "Rows that everybody may have, with codebook, licence and a report on how they were made"
        " safe; or the reasons why these answers cannot be opened. Only analysts make it."
    ),
    JobKind.EXPORT: lambda: _(
        "One row a response, coarse, without words and regions, with labels, for SPSS, Stata, R,"
        " Excel and others. Confidential: only analysts may have it, for whoever reads a row may"
        " recognise the institution."
    ),
}


def not_yet_words(wave: Wave) -> str:
    """Why there is no report yet, and what comes before."""
    if wave.state is WaveState.DRAFT:
        return str(_("The wave was never open. There is nothing to report yet."))
    if wave.state is WaveState.OPEN:
        return str(_("The wave still takes answers. Close it, then freeze it."))
    return str(_("The wave is closed and not frozen. Freeze it first."))


def _report(wave: Wave) -> Act:
    return Act(
        _("Make the report"),
        _("Computes an audit and writes report and annexes. It takes a minute or more a language."),
        _("Nothing is changed. The files can be removed again."),
        f"surveyapp report {wave.questionnaire} --wave {wave.name} --lang LANGUAGE --format pdf"
        " -o FILE",
    )


def _codebook(wave: Wave) -> Act:
    return Act(
        _("Make the codebook"),
        _("Writes what the wave asks, as its own copy of the questionnaire says it."),
        _("Nothing is changed. The files can be removed again."),
        f"surveyapp codebook {wave.questionnaire} --wave {wave.name} --lang LANGUAGE"
        " --format html -o FILE",
    )


def _open_data(wave: Wave) -> Act:
    return Act(
        _("Make open data"),
        _(
            "Groups the rows by what others know of an institution, leaves out what stands in"
            " groups that are too small, and writes one file; or says why it must not."
        ),
        _("Nothing is published by it. What you publish of it cannot be taken back."),
        f"surveyapp open-data {wave.questionnaire} --wave {wave.name} --lang LANGUAGE -o FOLDER",
    )


def _rows(wave: Wave) -> Act:
    return Act(
        _("Make row files"),
        _("Writes the rows in random order. The log says that you made them."),
        _("Nothing is changed. Files that left the server cannot be taken back."),
        f"surveyapp export {wave.questionnaire} --wave {wave.name} --labels LANGUAGE --format sav"
        " -o FILE",
    )


ACTS: Mapping[JobKind, Callable[[Wave], Act]] = {
    JobKind.REPORT: _report,
    JobKind.CODEBOOK: _codebook,
    JobKind.OPEN_DATA: _open_data,
    JobKind.EXPORT: _rows,
}
"""What is done when nothing was made yet."""


def again(kind: JobKind, wave: Wave) -> Act:
    """The same where files are there."""
    labels: Mapping[JobKind, Callable[[], str]] = {
        JobKind.REPORT: lambda: _("Make the report again"),
        JobKind.CODEBOOK: lambda: _("Make the codebook again"),
        JobKind.OPEN_DATA: lambda: _("Make open data again"),
        JobKind.EXPORT: lambda: _("Make row files again"),
    }
    return replace(ACTS[kind](wave), label=labels[kind]())
