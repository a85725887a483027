"""The wheel: installed beside nothing but what it needs, it does a researcher's first day."""

import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import urllib.error
import urllib.request
import venv
from contextlib import contextmanager
from pathlib import Path

import pytest

from surveyapp import __version__
from tests.architecture.source import ROOT
from tests.waiting import LONGEST, wait_until
from tests.web.running import free_port

pytestmark = pytest.mark.slow

SOURCES = ("surveyapp", "questionnaires", "translations", "migrations", "scripts")
FILES = ("pyproject.toml", "README.md", "LICENSE")
TOOLS = Path(sys.prefix) / "build-tools"
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
ONE_BY_ONE = """
import sys
from surveyapp.command import main
for line in sys.argv[1:]:
    if main(line.split(), standalone_mode=False):
        sys.exit(line)
    print(chr(30))
"""
OF_ANOTHER_STUDY = re.compile(
    r"Romania|Norway|Norwegian|\bNGOs?\b|traffick|victim|transnational|two countries"
    r"|second country|the other country",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """What a checkout holds after `make setup`, apart from the tests."""
    made = tmp_path_factory.mktemp("source")
    for name in SOURCES:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, made / name, ignore=ignored)
    for name in FILES:
        shutil.copy(ROOT / name, made)
    return made


def pip(*arguments, cwd):
    """pip of this environment, without a network."""
    return subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(TOOLS)},
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def build(source, folder):
    return pip(
        *("wheel", "--no-deps", "--no-index", "--no-build-isolation", "-w", folder, "."), cwd=source
    )


@pytest.fixture(scope="module")
def installed(source, tmp_path_factory):
    """The command of an environment into which the wheel was installed."""
    folder = tmp_path_factory.mktemp("installed")
    done = build(source, folder)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    place = folder / "environment"
    venv.create(place, with_pip=False, symlinks=True)
    python = place / "bin/python"
    libraries = place / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    # What the wheel needs is here already; the line adds it behind what is installed there.
    needed = sysconfig.get_path("purelib")
    (libraries / "site-packages/needed.pth").write_text(needed, encoding="utf-8")
    done = pip("--python", python, "install", "--no-deps", "--no-index", wheel, cwd=folder)
    assert done.returncode == 0, done.stderr
    return place / "bin/surveyapp"


@pytest.fixture
def day(installed, tmp_path):
    """A researcher's folder, in which commands are called one after the other."""
    return Day(installed, tmp_path)


class Day:
    """Calls the command in a folder, with nothing of ours in the environment."""

    def __init__(self, command, folder):
        self.command, self.folder = command, folder
        self.environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(folder)}

    def run(self, line, expected=0):
        done = subprocess.run(
            [self.command, *line.split()],
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == expected, (line, done.stdout, done.stderr)
        return done.stdout

    def run_all(self, *lines):
        """What each of these commands writes, called in one process of the environment."""
        done = subprocess.run(
            [self.command.parent / "python", "-c", ONE_BY_ONE, *lines],
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (lines, done.stdout, done.stderr)
        return done.stdout.split(chr(30))[:-1]

    @contextmanager
    def running(self, line):
        """Asks the pages of a command that serves some; it is stopped at the end."""
        port = free_port()
        with (self.folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [self.command, *line.split(), "--port", str(port)],
                env=self.environment,
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )
        try:
            jar = urllib.request.HTTPCookieProcessor()
            opener = urllib.request.build_opener(jar)

            def page(path):
                with opener.open(f"http://127.0.0.1:{port}{path}", timeout=LONGEST) as answer:
                    return answer.read().decode()

            wait_until(lambda: process.poll() is not None or is_there(page), line)
            yield page
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=LONGEST)


def is_there(page):
    try:
        return bool(page("/"))
    except urllib.error.URLError:
        return False


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
    checked, tried, _made, compared = day.run_all(
        *("check", "scenarios", f"simulate {NAME} -n 40 -o answers.csv"),
        f"compare {NAME} --data answers.csv",
    )
    assert "1 questionnaires" in checked
    assert "no problems" in checked
    assert "all hold" in tried
    assert "Cramér's V" in compared
    with day.running(f"preview {NAME}") as page:
        assert "Where is your library?" in page("/in/en/answer/page/library_page")
        assert "This does not hold" in page("/preview/answer/page/offer_page")
    assert f"{NAME}-1" in day.run(f"demo {NAME}")
    with day.running("serve") as page:
        assert "Public libraries" in page("/")
        assert "app.css" in page(f"/respond/{NAME}/")
    endings = ("html", "pdf")
    day.run_all(*(f"report {NAME} --format {ending} -o report.{ending}" for ending in endings))
    for ending in endings:
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
    written = ("report towns -o towns.html", "codebook towns -o codebook.html")
    printed = ("compare towns", "quality towns", "audit towns")
    checked, *others = day.run_all("check questionnaires/towns", "demo towns", *written, *printed)
    assert "no problems" in checked
    made = ("towns.html", "towns-annexes.html", "codebook.html")
    told = [(day.folder / name).read_text(encoding="utf-8") for name in made]
    told += others
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
