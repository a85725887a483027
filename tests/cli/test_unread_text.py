"""Nothing that was typed freely stands in any file, page or table before somebody has read it."""

import io
import zipfile
from dataclasses import replace

import pyarrow.parquet as pq
import pyreadstat
import pytest
from click.testing import CliRunner

from surveyapp.analysis.coding.code_book import THEME
from surveyapp.command import main
from surveyapp.fieldwork.review import ReviewState, decide
from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.formats.source.questionnaire_folder import load_code_books, load_release
from surveyapp.questionnaire.simulation import simulate
from surveyapp.storage.database import connected
from surveyapp.storage.reviews import keep_review, texts_of
from surveyapp.storage.snapshots import snapshot_of_wave
from surveyapp.storage.staff import add_staff
from surveyapp.storage.waves import wave
from surveyapp.web import create_app
from surveyapp.web.coordinator.views import XLSX
from surveyapp.web.limits import limiter
from tests.cli.stored_study import NAME, instance_with_wave, submitted
from tests.journeys.plain_client import PlainBrowser
from tests.storage.submissions import store_many

FORM = load_release(NAME)
PLANTED = "Zxqvanilla"
N_INSTITUTIONS = 12  # each command protects everything anew, which takes longer with more
PASSWORD = "quiet-harbour-lantern"
READING = ("/texts/", "/coding/")
PRINTED = [
    ("compare", NAME, "--format", "json"),
    ("quality", NAME),
    ("quality", NAME, "--format", "json"),
]
KINDS = ("csv", "xlsx", "sav", "dta", "parquet", "json")
WRITTEN = [
    *(("export", NAME, "--format", kind) for kind in KINDS),
    ("report", NAME, "--format", "html"),
    ("codebook", NAME, "--format", "html"),
]
NAMES = pytest.mark.parametrize("arguments", WRITTEN, ids=lambda a: f"{a[0]}-{a[-1]}")


def planted():
    """Answers of invented institutions with the same word in every text that there is."""
    texts = [q for q in FORM.questions.values() if q.kind == "text"]
    others = {c.name for c in FORM.columns if c.name.endswith("__other")}
    for answers in simulate(FORM, N_INSTITUTIONS, 7):
        asked = [q for q in texts if q.name in answers]
        words = {q.name: f"{PLANTED} {q.name} write to ana@example.org" for q in asked}
        words |= {name: f"{PLANTED} {name}" for name in others if name.split("__")[0] in answers}
        words |= {name: f"{PLANTED} {name}" for name in answers if "__why_" in name}
        yield {**answers, **words}


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """An instance with a synthetic wave full of planted texts, none of them read."""
    made = instance_with_wave(tmp_path_factory.mktemp("unread") / "instance", is_synthetic=True)
    with connected(made):
        store_many(submitted(each, is_synthetic=True) for each in planted())
        add_staff("maria", StaffRole, PASSWORD, is_together=True)
    return made


@pytest.fixture
def run(study, monkeypatch):
    """Runs a command on that instance; what it printed, having succeeded."""
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(study.path))

    def call(*arguments):
        result = CliRunner().invoke(main, [str(argument) for argument in arguments])
        assert result.exit_code in {0, 1}, result.output
        return result.output

    return call


def contents(path):
    """Everything that a program would read in a file."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            return " ".join(packed.read(n).decode("utf-8", "ignore") for n in packed.namelist())
    match path.suffix:
        case ".parquet":
            return str(pq.read_table(path).to_pydict())
        case ".sav" | ".dta":
            read = pyreadstat.read_sav if path.suffix == ".sav" else pyreadstat.read_dta
            frame, meta = read(path)
            return frame.to_csv() + repr(vars(meta))
        case _:
            return path.read_text(encoding="utf-8")


def test_the_planted_texts_are_there_for_the_reviewer(study):
    with connected(study):
        texts = texts_of(wave("spring"), FORM)
    assert len(texts) > N_INSTITUTIONS * 10
    assert all(PLANTED in each.text.words for each in texts)
    assert {each.state for each in texts} == {ReviewState.UNREVIEWED}


@pytest.mark.parametrize("arguments", PRINTED, ids=" ".join)
def test_no_unread_text_is_printed(run, arguments):
    printed = run(*arguments)
    assert len(printed) > 200
    assert PLANTED not in printed


@NAMES
def test_no_unread_text_is_in_a_file(run, tmp_path, arguments):
    path = tmp_path / f"out.{arguments[-1]}"
    run(*arguments, "-o", path)
    read = contents(path)
    assert len(read) > 1000
    assert PLANTED not in read


def test_no_unread_text_is_in_a_snapshot(study):
    with connected(study):
        made = snapshot_of_wave(study, wave("spring"), FORM, load_code_books(NAME))
        assert PLANTED not in str(pq.read_table(made.source).to_pydict())
    assert any(THEME in name for name in made.fields())
    assert PLANTED.encode() not in made.source.read_bytes()


def content_of(response):
    """What a page or a file holds; a spreadsheet is a packed folder of files."""
    if response.mimetype != XLSX:
        return response.get_data()
    with zipfile.ZipFile(io.BytesIO(response.get_data())) as packed:
        return b"".join(map(packed.read, packed.namelist()))


def test_no_page_but_the_readers_shows_an_unread_text(study):
    """Follows every link of the pages of somebody with all roles."""
    browser = PlainBrowser(create_app(study, {"TESTING": True}))
    limiter.reset()
    browser.go("/staff/sign-in").send({"name": ["maria"], "password": [PASSWORD]})
    waiting, seen = ["/coordinate/"], set()
    while waiting:
        address = waiting.pop()
        if address in seen or not address.startswith("/coordinate/"):
            continue
        seen.add(address)
        browser.go(address)
        assert browser.status == 200, address
        is_reading = any(part in address for part in READING)
        assert is_reading or PLANTED.encode() not in content_of(browser.response), address
        waiting += [] if is_reading or browser.page is None else browser.page.links
    assert len(seen) > 8
    assert PLANTED in browser.go("/coordinate/spring/texts/").page.html


def test_only_the_reviewed_wording_may_be_quoted(study):
    """Not even the address that was taken out of a text that was let through."""
    with connected(study):
        found = next(e for e in texts_of(wave("spring"), FORM) if e.text.address == "rn_learn")
        keep_review(found.text, decide(found.text, ReviewState.EDITED, "Write to us."))
        texts = texts_of(wave("spring"), FORM, {"rn_learn"})
        keep_review(found.text, replace(found.review))
    quoted = [each.cleared for each in texts if each.cleared is not None]
    assert [(each.text, each.is_edited) for each in quoted] == [("Write to us.", True)]
