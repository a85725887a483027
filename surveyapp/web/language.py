"""Language: which of the three languages a page is in, and how it writes dates and numbers."""

import logging
import struct
from contextlib import suppress
from datetime import date
from functools import cached_property

from babel.dates import format_date
from babel.support import NullTranslations, Translations
from flask import Flask, has_request_context, request, session
from flask_babel import Babel, Domain, get_locale

from surveyapp.questions.number_text import number_style

log = logging.getLogger("surveyapp")
LANGUAGES = {"en": "English", "ro": "Română", "nb": "Norsk"}
FIXED = "surveyapp.language"
"""What whoever calls the application puts into its environment to fix the language of a page."""
# Norwegian browsers say `no` or `nn`; Babel does not lead these to Bokmål by itself.
_SPOKEN = {"en": "en", "ro": "ro", "nb": "nb", "no": "nb", "nn": "nb", "mo": "ro"}
_BABEL_LOCALES = {"en": "en_GB", "ro": "ro", "nb": "nb"}


class KeptCatalogues(Babel):
    """Reads each catalogue once; one that is damaged leaves its pages in English."""

    @cached_property
    def domain_instance(self) -> Domain:
        """The catalogues of the interface."""
        return SoundDomain()


class SoundDomain(Domain):
    """Translations by language, kept for the life of the process."""

    def get_translations(self) -> NullTranslations:
        """Those of this page's language; none when the catalogue cannot be read."""
        with suppress(OSError, ValueError, LookupError, TypeError, struct.error):
            found: NullTranslations = super().get_translations()
            return found
        locale = str(get_locale())
        log.error("the catalogue of %s cannot be read", locale)
        plain = self.cache[locale, self.domain[0]] = Translations()
        return plain


def current_language() -> str:
    """The language that is fixed, asked for in the address, chosen before, or the browser's."""
    if not has_request_context():
        return "en"
    for wanted in (request.environ.get(FIXED), request.args.get("lang"), session.get("lang")):
        if wanted in LANGUAGES:
            return str(wanted)
    for spoken, _ in request.accept_languages:
        language = _SPOKEN.get(spoken.split("-")[0].split("_")[0].lower())
        if language:
            return language
    return "en"


def remember_language(language: str) -> None:
    """Keeps the choice for the rest of the visit."""
    if language in LANGUAGES and session.get("lang") != language:
        session["lang"] = language


def long_date(day: date) -> str:
    """A date as the page's language writes it, such as "7 May 2014"."""
    return str(format_date(day, format="long", locale=_BABEL_LOCALES[current_language()]))


def add_languages(app: Flask, translations: str) -> None:
    """Installs the catalogues of the interface, and keeps ``?lang=`` for later pages."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = translations
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    KeptCatalogues(app, locale_selector=current_language)

    @app.before_request
    def _keep_choice() -> None:
        if request.args.get("lang") in LANGUAGES:
            remember_language(request.args["lang"])

    @app.template_global("number_marks")
    def _number_marks() -> str:
        return number_style(current_language()).marks

    @app.context_processor
    def _for_templates() -> dict[str, object]:
        return {
            "language": current_language(),
            "languages": {} if FIXED in request.environ else LANGUAGES,
            "long_date": long_date,
        }
