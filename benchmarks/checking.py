"""Checking: what `surveyapp check` and a save in the preview cost, in processor seconds.

The questionnaire has 1,000 questions in three languages, its texts and translations made up. Run as
`python -m benchmarks.checking`; `--preview NAME` measures a save of a questionnaire of the project.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from werkzeug.test import Client

from benchmarks.made_up import write_questionnaire
from surveyapp.cli.preparation import prepare
from surveyapp.formats.catalogue_set import catalogue_drafts
from surveyapp.formats.source.shelf import shelf_from
from surveyapp.project import product_home
from surveyapp.web.preview import create_preview

LANGUAGES = ("nb", "ro")
PAGES = 250
NAME = "large"
EMPTY = 'msgstr ""'


def main() -> None:
    """Prints every run and the median."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--preview", metavar="NAME", help="measure saves of this one instead")
    options = asked.parse_args()
    with TemporaryDirectory() as folder:
        if options.preview:
            found = saves(Path(folder), options.preview, options.runs)
        else:
            found = checks(Path(folder), options.runs)
    print(" ".join(f"{each:.2f}" for each in found), f"median {median(found):.2f} s")


def checks(home: Path, runs: int) -> list[float]:
    """Processor seconds of `surveyapp check` of the large questionnaire, a process each."""
    write_large(home)
    command = [sys.executable, "-m", "surveyapp", "check"]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path or "." for path in sys.path)}
    found = []
    for _ in range(runs):
        before = os.times()
        subprocess.run(command, cwd=home, env=env, check=True, capture_output=True)
        after = os.times()
        spent = after.children_user - before.children_user
        found.append(spent + after.children_system - before.children_system)
    return found


def write_large(home: Path) -> None:
    """A project with 1,000 questions in English, Norwegian and Romanian, all translated."""
    write_questionnaire(home, NAME, PAGES)
    path = home / "questionnaires" / NAME / "questionnaire.yaml"
    languages = f'"languages": ["en", "{LANGUAGES[0]}", "{LANGUAGES[1]}"], "version"'
    path.write_text(path.read_text("utf-8").replace('"version"', languages, 1), "utf-8")
    for draft in catalogue_drafts(NAME, LANGUAGES, shelf_from(home)):
        text = draft.after.decode().replace("# unreviewed\n", "")
        head, *entries = text.split("\n\n")
        filled = (each.replace(EMPTY, f'msgstr "{n} words"') for n, each in enumerate(entries))
        draft.path.parent.mkdir(parents=True)
        draft.path.write_text("\n\n".join((head, *filled)), "utf-8")


def saves(home: Path, name: str, runs: int) -> list[float]:
    """Processor seconds from a saved file to the new page, in every language, with its problems.

    Prints those to the form alone, which is shown first.
    """
    for part in ("questionnaires", "translations"):
        shutil.copytree(product_home() / part, home / part)
    os.chdir(home)
    browser = Client(create_preview(prepare(home / "instance", is_demo=False), name))
    path = home / "questionnaires" / name / "questionnaire.yaml"
    address = browser.get("/", follow_redirects=True).request.path
    of_form, found = list[float](), list[float]()
    for number in range(runs + 1):  # the first one warms up
        text = path.read_text("utf-8")
        path.write_text(text.replace("label: ", f"label: {number} ", 1), "utf-8")
        began = time.process_time()
        page = _page(browser, address)
        of_form.append(time.process_time() - began)
        if "data-problems" in page:
            browser.get("/preview-problems")
        found.append(time.process_time() - began)
    print(f"form: {median(of_form[1:]):.2f} s; form and problems:", end=" ")
    return found[1:]


def _page(browser: Client, address: str) -> str:
    """What a browser asks for after a save; the page around the panes."""
    browser.get("/preview-state")
    page = browser.get(address).text
    for part in page.split('<iframe src="')[1:]:
        browser.get(part.split('"')[0])
    return page


if __name__ == "__main__":
    main()
