"""A language that is added as catalogues alone is spoken everywhere, and nothing else is."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from flask_babel import Locale

from surveyapp.cli.demo import fill_demo
from surveyapp.formats.source.languages import languages
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.instance import create_instance
from surveyapp.questions.language import own_name
from surveyapp.storage.migrations import upgrade
from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.cli.round_home import done, run
from tests.journeys.filling import choices, start
from tests.journeys.plain_client import PlainBrowser
from tests.pseudo_language import (
    LANGUAGE,
    SECRETS,
    copy_questionnaire,
    plain_in,
    plain_words,
    write_interface,
    write_wording,
)

NAME = "service_provision"
PRODUCT = {"TM", "surveyapp"}
CLDR = {"och", "eller", *Locale(LANGUAGE).months["format"]["wide"].values()}
HELP = set(re.findall(r"\w+", "ANITP Telverde ROSA Politiet"))
FOLLOWED = ("/coordinate/", "/respond/", "/answer/", "/design/", "/accessibility", "/help-now")
NOT_FOLLOWED = ("lang=", ".pdf", ".xlsx", ".csv", "/stay", "/texts/", "/coding/")
MOST_PAGES = 80


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A project whose questionnaire is in English and in the language."""
    made = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made)
        patch.setenv("SURVEYAPP_INSTANCE", str(made / "instance"))
        copy_questionnaire(made, NAME)
        write_interface(made)
        write_wording(made, NAME)
        yield made


@pytest.fixture(scope="module")
def instance(home):
    """Its demo, filled."""
    made = create_instance(home / "instance", is_demo=True)
    upgrade(made)
    fill_demo(made, show_progress=False)
    return made


@pytest.fixture(scope="module")
def known(instance):
    """What stands for itself in any language: codes, columns, help services, months."""
    form = load_release(NAME)
    columns = [each for column in form.columns for each in (column.name, *column.codes)]
    reasons = ["blank", "dk", "na", "nd", "ref", "lt"]
    parts = {part for each in (*columns, *reasons) for part in re.split(r"[\W_\d]+", each)}
    demo = {part for each in instance.demo.values() for part in re.findall(r"[A-Za-z]+", each)}
    return frozenset(parts | demo | PRODUCT | CLDR | HELP | {"demo"})


@pytest.fixture
def browser(instance):
    """A browser without scripts, whose pages are in the language."""
    app = create_app(instance, {"TESTING": True, "RATELIMIT_ENABLED": False})
    limiter.reset()
    return PlainBrowser(app).go(f"/?lang={LANGUAGE}")


def left(browser):
    """Words of a page that were not translated."""
    assert browser.page.language == LANGUAGE
    return plain_words(SECRETS.sub("", browser.page.html), PRODUCT | CLDR | HELP)


def untranslated(browser, addresses):
    """Address -> words, of these pages and those to which they lead."""
    waiting, found = list(addresses), {}
    while waiting and len(found) < MOST_PAGES:
        address = waiting.pop(0)
        if address in found or any(each in address for each in NOT_FOLLOWED):
            continue
        browser.go(address)
        found[address] = left(browser)
        links = (link.split("#")[0] for link in browser.page.links)
        waiting += [link for link in links if link.startswith(FOLLOWED)]
    return {address: words for address, words in found.items() if words}


def test_the_language_is_found_and_the_questionnaire_is_sound(home):
    assert LANGUAGE in languages().offered
    assert own_name(LANGUAGE) == "Svenska"
    assert "no problems" in done("check")


def test_every_public_page_is_in_the_language(browser, instance):
    known_of_demo = {
        part for each in instance.demo.values() for part in re.findall("[a-zA-Z]+", each)
    }
    found = untranslated(
        browser, ["/", "/answer/code", "/goodbye", "/no/such/page", "/respond/no/"]
    )
    assert {a: words for a, words in found.items() if set(words) - known_of_demo} == {}


def test_a_wrong_code_and_a_wrong_password_are_refused_in_the_language(browser):
    browser.go("/answer/code").send({"code": ["WK7F-9M2X"]})
    assert left(browser) == []
    browser.go("/staff/sign-in").send({"name": ["x"], "password": ["y"]})
    assert left(browser) == []


def test_whoever_answers_is_spoken_to_in_the_language(browser):
    """Consent, every page with and without a mistake, review, receipt and copy."""
    start(browser, NAME, LANGUAGE)
    found = {"hub": left(browser)}
    browser.go(next(link for link in browser.page.links if link.startswith("/answer/page/")))
    while browser.address.startswith("/answer/page/"):
        found[browser.address] = left(browser)
        _send_a_mistake(browser, found)
        typed = choices(browser.page, {})
        words = {name: ["12"] for name in typed if typed[name] == ["Words in general terms."]}
        browser.send({**typed, **words}, ("form-continue", "1"), "answer-form")
    found |= untranslated(browser, ["/answer/", "/answer/review", "/answer/later"])
    browser.go("/answer/review").send()
    assert browser.address == "/answer/receipt"
    found |= untranslated(browser, ["/answer/receipt", "/answer/copy"])
    assert {address: words for address, words in found.items() if words} == {}


def _send_a_mistake(browser, found):
    form = browser.page.form("answer-form")
    numbers = [name for name in choices(browser.page, {}) if form.kind(name) == "text"]
    if numbers:
        address = browser.address
        browser.send({numbers[0]: ["1x"]}, ("form-continue", "1"), "answer-form")
        found[f"{address} (mistake)"] = left(browser)
        browser.go(address)


def test_the_coordinator_reads_in_the_language(browser, instance, known):
    browser.go("/staff/sign-in?next=/coordinate/")
    browser.send({"name": [instance.demo["staff"]], "password": [instance.demo["password"]]})
    assert browser.address == "/coordinate/"
    found = untranslated(browser, ["/coordinate/", "/coordinate/demo/pairs/", "/design/"])
    assert {a: words for a, words in found.items() if set(words) - known} == {}


def test_files_are_in_the_language(instance, known, tmp_path):
    """The report, the codebook, its tables, the DDI and the labels of an export."""
    written = {
        "report.html": ("report", NAME, "--wave", "demo", "--lang", LANGUAGE),
        "codebook.html": ("codebook", NAME, "--lang", LANGUAGE),
        "codebook.csv": ("codebook", NAME, "--lang", LANGUAGE, "--format", "csv"),
        "ddi.xml": ("ddi", NAME),
        "export.json": ("export", NAME, "--wave", "demo", "--labels", LANGUAGE, "--format", "json"),
    }
    for name, command in written.items():
        done(*command, "-o", tmp_path / name)
    found = {name: _words_of(tmp_path / name, known) for name in written}
    assert {name: words for name, words in found.items() if words} == {}


def _words_of(path: Path, known):
    text = path.read_text(encoding="utf-8")
    match path.suffix:
        case ".html":
            return plain_words(re.sub(r"\b(?:[IVX]+|TM)\b", "", SECRETS.sub("", text)), known)
        case ".xml":
            own = re.findall(rf'xml:lang="{LANGUAGE}"[^>]*>([^<]*)<', text)
            assert own
            return plain_in("\n".join(own), known)
        case ".csv":
            lines = csv.DictReader(io.StringIO(text))
            read = ("words", "line", "missing", "universe", "lines_shown", "checks")
            return plain_in("\n".join(line[name] for line in lines for name in read), known)
        case _:
            content = json.loads(text)
            labels = [column["label"] for column in content["columns"]]
            codes = [label for column in content["columns"] for label in column["codes"].values()]
            said = [content["about"][key] for key in ("title", "left_out", "order", "dk")]
            return plain_in("\n".join((*labels, *codes, *said)), known)


def test_the_quality_of_a_round_is_told_in_the_language(instance, known):
    told = done("quality", NAME, "--wave", "demo", "--lang", LANGUAGE)
    assert plain_in(told, known) == []


def test_a_language_that_is_not_there_is_refused_with_those_that_are(home):
    refused = run("codebook", NAME, "--lang", "xx", "-o", home / "c.html")
    assert refused.exit_code == 2
    assert f"there is no language xx; there are en, nb, ro, {LANGUAGE}" in refused.output


def test_a_respondent_is_offered_the_languages_of_the_questionnaire_alone(browser):
    """The interface speaks Romanian too; the questionnaire, and so all that is asked, does not."""
    start(browser, NAME, "ro")
    assert browser.page.language == "en"
    assert "Svenska" in browser.page.html
    assert "Norsk" not in browser.page.html
    for address in ("/", "/accessibility", "/help-now", "/design/", "/no/such/page"):
        page = browser.go(f"{address}?lang=ro").page
        assert page.language == "en"
        assert "Norsk" not in page.html
