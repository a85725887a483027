"""Language: in which language a page is, and how it writes dates and numbers."""

import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from babel.support import NullTranslations
from flask import Flask, g, has_request_context, request, session
from flask_babel import Babel, Domain, get_locale, gettext, ngettext, refresh
from markupsafe import Markup

from surveyapp.by_language import in_language
from surveyapp.formats.interface_words import words_in
from surveyapp.formats.source.languages import languages, messages_path
from surveyapp.formats.source.po_file import PoRefused
from surveyapp.questions.language import SOURCE_LANGUAGE, own_name, spoken, web_tag
from surveyapp.questions.language import long_date as date_in
from surveyapp.questions.number_text import number_style
from surveyapp.study.settings import offered_languages
from surveyapp.web.current_instance import current_instance

log = logging.getLogger("surveyapp")
_KEPT_TO, _CATALOGUE = "surveyapp_languages", "surveyapp_catalogue"
FIXED = "surveyapp.language"
"""What whoever calls the application puts into its environment to fix the language of a page."""


class KeptCatalogues(Babel):
    """Reads each catalogue once; one that is damaged leaves its pages in English."""

    def __init__(self, app: Flask, folders: Sequence[Path]) -> None:
        self._folders = folders
        super().__init__(app, default_locale=SOURCE_LANGUAGE, locale_selector=current_language)

    @cached_property
    def domain_instance(self) -> Domain:
        """The catalogues of the interface."""
        return OneCatalogueEach(self._folders)


@dataclass(frozen=True, slots=True)
class TemplateTexts:
    """The catalogue of one language. plain: message -> its text, for templates, without values."""

    catalogue: NullTranslations
    plain: dict[str, Markup] = field(default_factory=dict)


class OneCatalogueEach(Domain):
    """Translations by language, each from the one catalogue that files are written with as well.

    Flask-Babel would merge those of all folders, and a folder without the language would take the
    plural forms away from the one that has it.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__()
        self._folders, self._texts = folders, dict[str, TemplateTexts]()

    def get_translations(self) -> NullTranslations:
        """Those of this page's language; none when the catalogue cannot be read."""
        return self._here().catalogue

    def text(self, message: str, **values: object) -> Markup:
        """One text of a template; values are escaped."""
        if values:
            return _our_words(self.get_translations().ugettext(message)) % values
        texts = self._here()
        if message not in texts.plain:
            texts.plain[message] = _our_words(texts.catalogue.ugettext(message)) % {}
        return texts.plain[message]

    def text_by_number(self, one: str, many: str, num: int, **values: object) -> Markup:
        """The same by a number, which the text may name as ``num``."""
        written = self.get_translations().ungettext(one, many, num)
        return _our_words(written) % {"num": num, **values}

    def _here(self) -> TemplateTexts:
        found: TemplateTexts | None = g.get(_CATALOGUE)
        if found is None:
            found = self._of(str(get_locale()))
            setattr(g, _CATALOGUE, found)
        return found

    def _of(self, language: str) -> TemplateTexts:
        """Each catalogue is read once."""
        if language not in self._texts:
            self._texts[language] = TemplateTexts(_translations(language, self._folders))
        return self._texts[language]


def _our_words(text: str) -> Markup:
    """A text of a catalogue, which may hold elements; what is put into it is escaped."""
    return Markup(text)  # noqa: S704  # as Jinja's own extension takes it


def _translations(language: str, folders: Sequence[Path]) -> NullTranslations:
    path = messages_path(language, folders)
    if path is None:
        return NullTranslations()
    with suppress(OSError, PoRefused):
        return words_in(language, path)
    log.error("the catalogue of %s cannot be read", language)
    return NullTranslations()


class RequestCatalogue:
    """The interface's catalogue of this request, as the core wants it."""

    def gettext(self, message: str, **values: object) -> str:
        """One text."""
        return str(gettext(message, **values))

    def ngettext(self, singular: str, plural: str, num: int, **values: object) -> str:
        """One text by a number."""
        return str(ngettext(singular, plural, num, **values))


def current_language() -> str:
    """The language that is fixed, asked for in the address, chosen before, or the browser's."""
    if not has_request_context():
        return SOURCE_LANGUAGE
    offered = offered_here()
    for wanted in (request.environ.get(FIXED), request.args.get("lang"), session.get("lang")):
        if wanted in offered:
            return str(wanted)
    preferred = (spoken(wanted, offered) for wanted, _ in request.accept_languages)
    return next(filter(None, preferred), offered[0])


def offered_here() -> tuple[str, ...]:
    """The languages of this page; those of the site where no questionnaire is answered."""
    kept: tuple[str, ...] | Callable[[], Iterable[str]] = g.get(_KEPT_TO, ())
    if callable(kept):
        keep_to(tuple(kept()))
        return offered_here()
    return kept or site_languages()


def site_languages() -> tuple[str, ...]:
    """The languages that the instance offers."""
    instance = current_instance()
    return offered_languages(instance)


def keep_to(asked: Sequence[str] | Callable[[], Iterable[str]]) -> None:
    """This page speaks the languages of a questionnaire alone, as far as the site offers them.

    Where it offers none of them, those that the interface has: what is asked can be answered.
    asked: called where a language is first asked for, if nothing else was kept to by then.
    """
    if callable(asked):
        setattr(g, _KEPT_TO, asked)
    else:
        kept = tuple(each for each in site_languages() if each in asked)
        setattr(g, _KEPT_TO, kept or tuple(each for each in languages().offered if each in asked))
    g.pop(_CATALOGUE, None)
    refresh()


def remember_language(language: str) -> None:
    """Keeps the choice for the rest of the visit; "" chooses nothing."""
    if language and session.get("lang") != language and language in offered_here():
        session["lang"] = language


def long_date(day: date) -> str:
    """A date as the page's language writes it, such as "7 May 2014"."""
    return date_in(day, current_language())


def study_name() -> str:
    """What the desk calls the study in the language of this page; "" where it says nothing."""
    named = current_instance().desk.settings.by_language("study_name")
    return in_language(named, current_language()) or ""


def site_name() -> str:
    """What stands at the head of a page."""
    return study_name() or "surveyapp"


def add_languages(app: Flask, folders: Sequence[Path]) -> None:
    """Installs the catalogues of the interface, and keeps ``?lang=`` for later pages."""
    kept = KeptCatalogues(app, folders).domain_instance
    cast("Any", app.jinja_env).newstyle_gettext = True  # jinja2.ext.i18n adds it
    app.jinja_env.globals.update(
        # What the extension would install goes through a template's context thrice for every text.
        _=kept.text,
        gettext=kept.text,
        ngettext=kept.text_by_number,
        web_tag=web_tag,
        long_date=long_date,
        site_name=site_name,
        study_name=study_name,
    )

    @app.before_request
    def _keep_choice() -> None:
        remember_language(request.args.get("lang", ""))

    @app.template_global("number_marks")
    def _number_marks() -> str:
        return number_style(current_language()).marks

    @app.context_processor
    def _for_templates() -> dict[str, object]:
        return {
            "language": current_language(),
            "languages": {}
            if FIXED in request.environ
            else {code: own_name(code) for code in offered_here()},
        }
