"""What is compiled of govuk-frontend is what templates use."""

import re

from surveyapp.formats.report import palette
from tests.architecture.source import PACKAGE, ROOT

PART = re.compile(r'^@use "govuk-frontend/dist/govuk/(?!settings)[\w-]+/([\w-]+)"', re.MULTILINE)
NAME = re.compile(r"\bgovuk-([a-z]+(?:-[a-z]+)*)")
CLASS_OF = {"lists": "list"}
SHADE = re.compile(r"^\$([\w-]+): ([^;]*#[^;]*);", re.MULTILINE)


def parts(text):
    """Names of the parts that a style sheet takes, as the classes of each begin."""
    return {CLASS_OF.get(part, part) for part in PART.findall(text)}


def in_templates():
    """The same of every class of govuk-frontend in a template, without `__part` and `--kind`."""
    pages = sorted((PACKAGE / "web/templates").rglob("*.html"))
    return {name for page in pages for name in NAME.findall(page.read_text(encoding="utf-8"))}


def taken():
    return parts((ROOT / "assets/_govuk.scss").read_text(encoding="utf-8"))


def test_every_part_that_is_compiled_is_used_by_a_template():
    assert len(taken()) > 10
    assert taken() <= in_templates()


def test_every_class_of_a_template_is_compiled():
    assert in_templates() <= taken()


def test_a_part_is_named_by_its_class():
    text = '@use "govuk-frontend/dist/govuk/core/lists";\n@use "govuk-frontend/dist/govuk/settings"'
    assert parts(text) == {"list"}
    assert NAME.findall('class="govuk-input govuk-input--width-4 govuk-error-summary__title"') == [
        "input",
        "input",
        "error-summary",
    ]


def test_pages_and_reports_have_the_same_colours():
    sheet = (ROOT / "assets/_palette.scss").read_text(encoding="utf-8")
    shades = {name: tuple(value.split(", ")) for name, value in SHADE.findall(sheet)}
    groups = tuple(shades[f"country-{place}"][0] for place in range(1, 6))
    assert groups == palette.COLOURS
    assert (shades["scale"], shades["band"][0]) == (palette.STEPS, palette.BANDS[0])
    names = ("text", "soft", "line", "structure", "link", "focus")
    own = ("INK", "SOFT", "LINE", "STRUCTURE", "LINK", "FOCUS")
    assert [shades[name][0] for name in names] == [getattr(palette, name) for name in own]
