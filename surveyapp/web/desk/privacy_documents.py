"""Privacy documents at the desk: to read on a page, and to take away as files."""

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.questions.language import own_name
from surveyapp.settings.setting import SettingsStep
from surveyapp.storage.waves import Wave, list_waves
from surveyapp.study.missing import missing_of
from surveyapp.study.privacy import DOCUMENTS, processing_of
from surveyapp.study.privacy_files import FORMATS, privacy_file, privacy_file_name
from surveyapp.web.access import staff
from surveyapp.web.current_instance import current_instance
from surveyapp.web.desk.missing_words import missing_lines
from surveyapp.web.language import current_language, site_languages
from surveyapp.web.logged import only_reads
from surveyapp.web.public.wave_titles import wave_titles

blueprint = Blueprint("privacy_documents", __name__)
NAMES: dict[str, tuple[LazyString, LazyString]] = {
    "privacy-notice": (
        _("Privacy notice"),
        _("For those who are asked; it stands at the foot of every page (Article 13 and 14)."),
    ),
    "record-of-processing": (
        _("Record of processing activities"),
        _("For your own records and the supervisory authority (Article 30)."),
    ),
    "impact-assessment": (
        _("Data protection impact assessment"),
        _("A draft for the data protection officer, with blanks (Article 35)."),
    ),
}
_TYPES = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@blueprint.get("/desk/privacy/")
@staff(Permission.SETTINGS)
@only_reads
def overview() -> str:
    """The three documents of a wave, the newest if none is named."""
    instance, waves = current_instance(), list_waves()
    missing = [each for each in missing_of(instance) if each.step is SettingsStep.PRIVACY]
    return render_template(
        "desk/privacy_documents.html",
        wave=_wave(),
        titles=wave_titles(waves),
        documents=NAMES,
        layouts=tuple(FORMATS),
        spoken={each: own_name(each) for each in site_languages()},
        missing=missing_lines(missing),
    )


@blueprint.get("/desk/privacy/<document>/")
@staff(Permission.SETTINGS)
@only_reads
def show(document: str) -> str:
    """One document as a page."""
    if document not in DOCUMENTS:
        abort(404)
    instance = current_instance()
    processing = processing_of(instance, _wave(), current_language())
    return render_template("desk/privacy_document.html", document=DOCUMENTS[document](processing))


@blueprint.get("/desk/privacy/<document>/<layout>")
@staff(Permission.SETTINGS)
@only_reads
def download(document: str, layout: str) -> Response:
    """One document as a file, in a language of the site."""
    language = request.args.get("language", current_language())
    if document not in DOCUMENTS or layout not in FORMATS or language not in site_languages():
        abort(404)
    instance = current_instance()
    content = privacy_file(instance, _wave(), document, language, layout)
    name = privacy_file_name(document, language, layout)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, headers=headers, content_type=_TYPES[layout])


def _wave() -> Wave | None:
    """The wave that the address names, 404 where there is none; the newest if it names none."""
    waves, named = list_waves(), request.args.get("wave")
    if named:
        return next((each for each in waves if each.name == named), None) or abort(404)
    return waves[-1] if waves else None
