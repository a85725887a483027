"""Inquiries: everything that institutions of a wave were asked back, and their replies."""

from flask import Blueprint, render_template

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.study.institutions import asked_back_in
from surveyapp.web.access import staff
from surveyapp.web.coordinator.outputs import labels_of
from surveyapp.web.coordinator.reading import wave_to_read
from surveyapp.web.logged import only_reads

blueprint = Blueprint("inquiries", __name__)


@blueprint.get("/desk/<wave>/inquiries/")
@staff(Permission.FIELDWORK)
@only_reads
def page(wave: str) -> str:
    """Those with a reply first."""
    found = wave_to_read(wave)
    words, _labels = labels_of(found)
    lines = asked_back_in(wave)
    replied = [each for each in lines if each.inquiry.reply is not None]
    waiting = [each for each in lines if each.inquiry.reply is None]
    return render_template(
        "desk/inquiries.html", wave=found, words=words, replied=replied, waiting=waiting
    )
