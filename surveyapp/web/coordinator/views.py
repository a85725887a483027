"""The coordinator's pages."""

from flask import render_template

from surveyapp.storage.staff import Role
from surveyapp.web.access import staff
from surveyapp.web.coordinator import blueprint as blueprint


@blueprint.get("/coordinate/")
@staff(Role.COORDINATOR, Role.ANALYST, Role.RESEARCHER)
def overview() -> str:
    """Who answered, and the chapters."""
    return render_template("coordinator/overview.html")
