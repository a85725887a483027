"""BROWSER: translates requests into one call of the core, and answers into pages."""

from collections.abc import Iterable, Mapping
from importlib import import_module

from flask import Blueprint, Flask, request, url_for
from werkzeug.routing import Rule

from surveyapp.formats.report.block_template import add_blocks
from surveyapp.formats.source.languages import translations_folders
from surveyapp.instance import Instance
from surveyapp.storage.database import configure
from surveyapp.web.access import enforce_access
from surveyapp.web.amounts import add_amounts
from surveyapp.web.assets import asset_address
from surveyapp.web.designer import blueprint as designer
from surveyapp.web.errors import add_error_pages
from surveyapp.web.headers import add_headers
from surveyapp.web.language import add_languages
from surveyapp.web.limits import add_limits
from surveyapp.web.proxies import BehindProxies
from surveyapp.web.public import blueprint as public
from surveyapp.web.public.privacy import blueprint as privacy
from surveyapp.web.public.studies import keep_to_studies
from surveyapp.web.respondent.approval import blueprint as approval
from surveyapp.web.respondent.aside import blueprint as aside
from surveyapp.web.respondent.asked_back import blueprint as asked_back
from surveyapp.web.respondent.comments import blueprint as comments
from surveyapp.web.respondent.consent import blueprint as consent
from surveyapp.web.respondent.hand_over import blueprint as hand_over
from surveyapp.web.respondent.invitation import blueprint as invitation
from surveyapp.web.respondent.last_round import blueprint as last_round
from surveyapp.web.respondent.pages import blueprint as pages
from surveyapp.web.respondent.review import blueprint as review
from surveyapp.web.respondent.start import blueprint as respondent
from surveyapp.web.respondent.table_sheet import blueprint as table_sheet
from surveyapp.web.respondent.time_left import time_left
from surveyapp.web.respondent.told import not_done_words
from surveyapp.web.respondent.withdrawal import blueprint as withdrawal
from surveyapp.web.session import SealedSessionInterface
from surveyapp.web.words import closed_words

# What a page is asked for that it must be asked for in another language as well.
KEPT_ASKED = ("next", "token")


ANSWERING = (
    public,
    privacy,
    respondent,
    invitation,
    consent,
    pages,
    aside,
    comments,
    hand_over,
    table_sheet,
    approval,
    last_round,
    review,
    withdrawal,
    asked_back,
    designer,
)
"""What everybody may open, and respondents; a server has it ready before it forks."""
STAFF_SIDE = "surveyapp.web.staff_side"
"""The module with the pages of staff; see `site`."""
STAFF_PAGES: Mapping[str, str] = {
    "coordinator.overview": "/coordinate/",
    "desk.overview": "/desk/",
    "first.page": "/staff/first",
}
"""Where pages of ANSWERING lead to on the side of staff: endpoint -> path."""


def create_app(instance: Instance, config: Mapping[str, object] | None = None) -> Flask:
    """The whole application of one instance. Raises RouteUndeclared, InsecureAddress."""
    staff_side = import_module(STAFF_SIDE)
    app = _application(instance, config, (*ANSWERING, *staff_side.BLUEPRINTS))
    app.jinja_env.globals.update(staff_side.FOR_TEMPLATES)
    return app


def create_answering(instance: Instance, config: Mapping[str, object] | None = None) -> Flask:
    """The same without the pages of staff, of which it knows a few addresses. Raises the same."""
    app = _application(instance, config, ANSWERING)
    for endpoint, path in STAFF_PAGES.items():
        app.url_map.add(Rule(path, endpoint=endpoint, build_only=True))
    return app


def _application(
    instance: Instance, config: Mapping[str, object] | None, blueprints: Iterable[Blueprint]
) -> Flask:
    app = BehindProxies(__name__)
    app.trust(instance.trusted_proxies)
    app.config.from_mapping(_settings(instance))
    app.config.from_mapping(config or {})
    app.extensions["surveyapp_instance"] = instance
    app.extensions["surveyapp_demo"] = instance.demo
    app.session_interface = SealedSessionInterface(instance.cookie_keys)
    configure(app, instance)
    add_languages(app, translations_folders())
    app.before_request(keep_to_studies)
    add_limits(app)
    add_amounts(app)
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    add_error_pages(app)
    add_headers(app)
    _add_to_templates(app, instance)
    enforce_access(app)
    return app


def _settings(instance: Instance) -> dict[str, object]:
    return {
        "SECRET_KEY": instance.cookie_keys[0],
        "SESSION_COOKIE_NAME": "__Host-surveyapp" if instance.is_https else "surveyapp",
        "SESSION_COOKIE_SECURE": instance.is_https,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_I18N_ENABLED": False,  # every word of a form is ours
        "SEND_FILE_MAX_AGE_DEFAULT": 365 * 24 * 3600,
    }


def _add_to_templates(app: Flask, instance: Instance) -> None:
    app.jinja_options["autoescape"] = True
    add_blocks(app.jinja_env)

    app.jinja_env.globals.update(
        asset=asset_address,
        closed_words=closed_words,
        is_demo=instance.is_demo,
        is_together=instance.roles_together,
        in_language=_in_language,
        not_done_words=not_done_words,
        time_left=time_left,
    )


def _in_language(code: str) -> str:
    """This page in another language."""
    if request.endpoint is None:
        return url_for("public.front", lang=code)
    asked = {name: request.args[name] for name in KEPT_ASKED if name in request.args}
    return url_for(request.endpoint, **{**asked, **(request.view_args or {}), "lang": code})
