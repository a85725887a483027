"""Workbook: what the coordinator's pages show, as a spreadsheet in the language of the page."""

from collections.abc import Sequence

from flask_babel import gettext as _

from surveyapp.formats.tables_workbook import TableSheet, tables_workbook
from surveyapp.reports.block import text_of
from surveyapp.reports.document.protection import protection_lines
from surveyapp.reports.exhibit.page import Figure
from surveyapp.reports.exhibit.table import Table
from surveyapp.web.coordinator.outputs import ALL, stratum_names
from surveyapp.web.coordinator.wave_reading import WaveReading


def workbook(read: WaveReading, sheets: Sequence[TableSheet], part: str) -> bytes:
    """The file. part: of the split, or `ALL`."""
    outputs, words = read.outputs, read.words
    snapshot = outputs.whole.snapshot[:12]
    warning = (_("SYNTHETIC DATA – NOT REAL"),) if outputs.whole.synthetic else ()
    among = (stratum_names(outputs, words)[part],) if part != ALL else ()
    about = (
        words.text("title"),
        *warning,
        _("wave %(name)s", name=read.wave.name),
        *among,
        _("Snapshot %(hash)s, version %(version)s", hash=snapshot, version=words.form.version),
        _(
            "The figures are descriptive, not representative: they say what these institutions"
            " answered, not more."
        ),
        *map(text_of, protection_lines(outputs.table.rules, read.labels)),
    )
    return tables_workbook(sheets, about, read.labels)


def response_sheet(rates: Table) -> TableSheet:
    """Who answered, as a sheet of its own."""
    title = _("Who answered")
    figure = Figure("response", "", title, (), (), None, (), rates, "", is_hidden=False)
    return TableSheet(title, (figure,))
