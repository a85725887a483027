"""The log on the desk: who did what, whether no line was changed, and the whole of it as a file."""

import math
from dataclasses import astuple, fields

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.formats.plain_table_file import plain_table_csv
from surveyapp.storage.staff_log import Chain, LogLine, StaffAction, chain_of, log_lines
from surveyapp.web.access import staff
from surveyapp.web.clock import today
from surveyapp.web.logged import logs, only_reads

blueprint = Blueprint("log", __name__)
LINES_ON_A_PAGE = 100
_LONGEST_NUMBER = 6


@blueprint.get("/desk/log/")
@staff(Permission.STAFF)
@only_reads
def overview() -> str:
    """A page of lines, the newest first, and whether the whole log fits."""
    lines = log_lines()
    n_pages = max(1, math.ceil(len(lines) / LINES_ON_A_PAGE))
    page = min(_page_asked(), n_pages)
    first = (page - 1) * LINES_ON_A_PAGE
    chain = chain_of(lines)
    return render_template(
        "desk/log.html",
        lines=lines[::-1][first : first + LINES_ON_A_PAGE],
        page=page,
        n_pages=n_pages,
        chain=chain,
        verdict=_verdict(chain),
    )


@blueprint.get("/desk/log.csv")
@staff(Permission.STAFF)
@logs(StaffAction.LOG_TAKEN)
def as_csv() -> Response:
    """All lines as a file; that it was taken stands in the next one."""
    name = f"staff-log-{today().isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    text = plain_table_csv([each.name for each in fields(LogLine)], map(astuple, log_lines()))
    return Response(text, 200, headers, mimetype="text/csv")


def _page_asked() -> int:
    asked = request.args.get("page", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= _LONGEST_NUMBER
    return max(1, int(asked)) if is_number else 1


def _verdict(chain: Chain) -> str:
    if chain.misfit is None:
        whole = ngettext(
            "The log is whole: %(num)d line.", "The log is whole: %(num)d lines.", chain.n_lines
        )
        return str(whole)
    return str(
        _(
            "Line %(line)s does not fit: it, or what stood before it, was changed. Do not go on,"
            " and tell whoever is responsible for the data.",
            line=chain.misfit.line,
        )
    )
