"""The wheel: installed beside nothing but what it needs, it does a researcher's first day."""

import shutil
import subprocess

import pytest

from surveyapp import __version__
from tests.architecture.source import ROOT
from tests.wheel.day import OF_ANOTHER_STUDY
from tests.wheel.wheel_build import build

pytestmark = pytest.mark.slow

NAME = "heat"
OF_THREE_COUNTRIES = (
    ("{code: town, label: Town}", "{code: SE, label: Sweden}"),
    (
        "- {code: village, label: Village}",
        "- {code: HU, label: Hungary}\n              - {code: FI, label: Finland}",
    ),
    ("{set: {place: town}, count: 24}", "{set: {place: SE}, count: 14}"),
    (
        "- {set: {place: village}, count: 16}",
        "- {set: {place: HU}, count: 14}\n  - {set: {place: FI}, count: 14}",
    ),
    ("place: town", "place: SE"),
)


def test_nothing_of_the_checkout_is_used(day):
    assert day.run("--version").strip().endswith(__version__)
    python = day.command.parent / "python"
    code = "import surveyapp.project as p; print(p.__file__, p.product_home())"
    told = subprocess.run(
        [python, "-c", code],
        cwd=day.folder,
        env=day.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(ROOT) not in told.stdout
    assert told.stdout.count(str(day.command.parent.parent)) == 2


def test_a_researcher_has_her_first_day_outside_of_the_checkout(day):
    day.run("check", expected=2)
    day.run(f"new {NAME}")
    day.run(f"new {NAME}", expected=1)
    assert "1 questionnaire," in day.run("check")
    assert "no problems" in day.run("check")
    assert "it holds" in day.run("scenarios")
    day.run(f"simulate {NAME} -n 40 -o answers.csv")
    assert "Cramér's V" in day.run(f"compare {NAME} --data answers.csv")
    with day.running(f"preview {NAME}") as browser:
        assert "Where is your library?" in browser.go("/in/en/answer/page/library_page").page.html
        assert "This does not hold" in browser.go("/preview/answer/page/offer_page").page.html
    assert f"{NAME}-1" in day.run(f"demo {NAME}")
    with day.running("serve") as browser:
        assert "Public libraries" in browser.go("/").page.html
        assert "app.css" in browser.go(f"/respond/{NAME}/").page.html
    for ending in ("html", "pdf"):
        day.run(f"report {NAME} --format {ending} -o report.{ending}")
        assert (day.folder / f"report.{ending}").stat().st_size > 1000


def test_a_study_of_three_countries_tells_nothing_of_another_study(day):
    day.run("new towns")
    study = day.folder / "questionnaires/towns"
    (study / "tests/lends_nothing.yaml").unlink()
    for file in ("questionnaire.yaml", "synthetic.yaml"):
        path = study / file
        words = path.read_text(encoding="utf-8")
        for before, after in OF_THREE_COUNTRIES:
            words = words.replace(before, after)
        path.write_text(words, encoding="utf-8")
    assert "no problems" in day.run("check questionnaires/towns")
    day.run("demo towns")
    day.run("report towns -o towns.html")
    day.run("codebook towns -o codebook.html")
    made = ("towns.html", "towns-annexes.html", "codebook.html")
    told = [(day.folder / name).read_text(encoding="utf-8") for name in made]
    told += [day.run(f"{command} towns") for command in ("compare", "quality", "audit")]
    assert "Sweden, Hungary, Finland" in told[0]
    assert [found for each in told for found in OF_ANOTHER_STUDY.findall(each)] == []


def test_what_ships_is_there_in_all_its_languages(day):
    assert "questions       117" in day.run("show service_provision")
    day.run("codebook service_provision --lang nb -o codebook.html")
    assert "Målenivå" in (day.folder / "codebook.html").read_text(encoding="utf-8")


def test_a_wheel_without_styles_is_not_built(source, tmp_path):
    bare = shutil.copytree(source, tmp_path / "bare")
    (bare / "surveyapp/web/static/dist/app.css").unlink()
    done = build(bare, tmp_path)
    assert done.returncode != 0
    assert "app.css must be built first: make setup" in done.stderr
