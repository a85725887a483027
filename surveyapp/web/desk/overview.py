"""The first page of staff: the waves, how far each is, and what there is to do."""

from flask import Blueprint, render_template
from flask_wtf import FlaskForm

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.storage.waves import list_waves
from surveyapp.web.access import staff
from surveyapp.web.coordinator.wave_state import state_of
from surveyapp.web.logged import only_reads

blueprint = Blueprint("desk", __name__)


@blueprint.get("/desk/")
@staff(Permission.DESK)
@only_reads
def overview() -> str:
    """Every wave with its state."""
    waves = [(each, state_of(each)) for each in list_waves()]
    return render_template("desk/overview.html", waves=waves, form=FlaskForm())
