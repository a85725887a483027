"""The coordinator reads how well the answers were given; planted faults are found."""

import re

import pytest

from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.questions.cell import Missing, MissingReason
from surveyapp.storage.database import connected
from surveyapp.storage.responses import Submission
from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.filled_demo import copy_of_demo
from tests.journeys.plain_client import PlainBrowser
from tests.storage.submissions import store_many

ADDRESS = "/coordinate/demo/quality/"
NAMES = {
    "en": ("Quality of the answers", "every row alike", "closely protected"),
    "ro": ("Calitatea răspunsurilor", "toate rândurile la fel", "protecție sporită"),
    "nb": ("Kvaliteten på svarene", "alle rader like", "særlig beskyttet"),
}
PLANTED = 11
FRACTION = re.compile(r"<td>(\d+) / (\d+) \(")


def faulty(form):
    """A Norwegian NGO that ticks the same answer in every row, and keeps 300 hours of training."""
    rows = form.questions["svc_provision"].question.cells(
        form.questions["svc_provision"].question.row_codes()
    )
    return {
        "country": "NO",
        "sector": "ngo",
        "staff_thb_band": Missing(MissingReason.BLANK),
        **dict.fromkeys(rows, "referral"),
        "training_hours": 300,
        "training_hours__why_many_hours": "We trained for weeks.",
    }


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """The demo, and eleven faulty institutions."""
    made = copy_of_demo(tmp_path_factory, tmp_path_factory.mktemp("study") / "demo")
    form = load_release("service_provision")
    planted = Submission(
        questionnaire=form.name,
        version_hash=form.version_hash,
        wave="demo",
        country="NO",
        split_code="ngo",
        mode="web",
        answers=faulty(form),
        is_synthetic=True,
        withdraw_tag=None,
    )
    with connected(made):
        store_many([planted] * PLANTED)
    return made


@pytest.fixture(scope="module")
def study_app(study):
    return create_app(study, {"TESTING": True})


@pytest.fixture
def coordinator(study, study_app):
    """A browser that is signed in."""
    limiter.reset()
    browser = PlainBrowser(study_app).go("/staff/sign-in?next=/coordinate/")
    browser.send({"name": [study.demo["staff"]], "password": [study.demo["password"]]})
    return browser


def row_of(html, number):
    """The first row of a section's table whose question has this number."""
    return re.search(rf'<th scope="row">{number} .*?</tr>', html, re.DOTALL).group()


def section_of(html, name):
    return html.split(f'id="{name}"')[1].split("</section>")[0]


@pytest.mark.parametrize("language", NAMES)
def test_the_page_is_in_the_readers_language(coordinator, language):
    html = coordinator.go(f"{ADDRESS}?lang={language}").page.html
    assert coordinator.status == 200
    assert all(words in html for words in NAMES[language])


def test_planted_faults_are_found_in_their_country(coordinator):
    form = load_release("service_provision")
    numbers = {name: form.questions[name].number for name in form.questions}
    html = coordinator.go(f"{ADDRESS}?lang=en").page.html
    straight = row_of(section_of(html, "straight"), numbers["svc_provision"])
    checked = row_of(section_of(html, "checks"), numbers["training_hours"])
    left_out = row_of(section_of(html, "items"), numbers["staff_thb_band"])
    assert f"{PLANTED} / 25 (44%)" in straight
    assert f"{PLANTED} / 24 (46%)" in checked
    assert f"<td>{PLANTED}</td>" in checked
    assert "/ 25 (" in left_out


def test_an_explanation_is_counted_and_never_shown(coordinator):
    assert "We trained for weeks" not in coordinator.go(ADDRESS).page.html


def test_no_figure_is_about_a_group_of_one_to_four(coordinator):
    html = coordinator.go(ADDRESS).page.html
    found = [tuple(map(int, pair)) for pair in FRACTION.findall(html)]
    assert len(found) > 20
    assert all(base >= 5 for _, base in found)


def test_of_closely_protected_questions_only_how_many_answered_is_said(coordinator):
    form = load_release("service_provision")
    html = coordinator.go(f"{ADDRESS}?lang=en").page.html
    others = "".join(section_of(html, name) for name in ("checks", "straight", "round"))
    protected = [asked for asked in form.questions.values() if asked.question.is_sensitive]
    assert len(protected) > 20
    assert not [asked.number for asked in protected if f'row">{asked.number} ' in others]


def test_nobody_reads_it_without_signing_in(study_app):
    assert PlainBrowser(study_app).go(ADDRESS).address.startswith("/staff/sign-in")
