"""One country, two, three and five: everything that is published of them is right."""

import csv
import io
import json
import re
from itertools import permutations

import pytest
from click.testing import CliRunner

from surveyapp.command import main
from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.storage.database import connected
from surveyapp.storage.staff import add_staff
from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.journeys.grouped import COUNTRIES, NAME, WAVE, answers_of, make_home, make_instance
from tests.journeys.plain_client import PlainBrowser
from tests.web.people import PASSWORD

ALL = tuple(COUNTRIES)
STUDIES = {
    "one": (ALL[:1], "", ()),
    "two": (ALL[:2], "", (("HU", "SE"),)),
    "three": (ALL[:3], "", (("HU", "SE"), ("FI", "SE"))),
    "three, a reference": (ALL[:3], "reference: HU", (("SE", "HU"), ("FI", "HU"))),
    "three, in pairs": (ALL[:3], "compare: pairs", (("HU", "SE"), ("FI", "SE"), ("FI", "HU"))),
    "five": (ALL, "", (("HU", "SE"), ("FI", "SE"), ("EE", "SE"), ("PT", "SE"))),
}


def run(*arguments):
    found = CliRunner().invoke(main, [str(each) for each in arguments])
    assert found.exit_code == 0, (arguments, found.output, found.exception)
    return found.stdout


@pytest.fixture(scope="module", params=STUDIES)
def study(request, tmp_path_factory):
    """(home, instance, codes, pairs), the environment set to them."""
    codes, pairing, pairs = STUDIES[request.param]
    path = tmp_path_factory.mktemp("groups")
    make_home(path, codes, pairing)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(path)
        patch.setenv("SURVEYAPP_INSTANCE", str(path / "instance"))
        yield path, make_instance(path, codes), codes, pairs


def part_of(country, question, code):
    told = [answers[question] for answers in answers_of([country])]
    return told.count(code) / len(told)


def test_the_check_has_nothing_to_say(study):
    assert "no problems" in run("check")


def test_the_differences_are_of_the_declared_pairs_and_no_others(study):
    _path, _instance, _codes, pairs = study
    found = json.loads(run("compare", NAME, "--format", "json"))["columns"]
    for column in found:
        kept = {tuple(each["of"]) for each in column["differences"] if len(each["of"]) == 2}
        are_compared = column["column"] != "started" or pairs
        assert kept <= {*pairs} or not are_compared
    started = next(each for each in found if each["column"] == "started")
    told = {
        tuple(each["of"]): each["value"]
        for each in started["differences"]
        if each["measure"] == "percentage points" and each["code"] == "yes"
    }
    assert tuple(told) == pairs
    for group, other in pairs:
        by_hand = part_of(group, "started", "yes") - part_of(other, "started", "yes")
        assert told[group, other] == pytest.approx(by_hand, abs=1e-4)


def test_the_lines_of_the_csv_name_both_groups(study):
    _path, _instance, _codes, pairs = study
    lines = csv.DictReader(io.StringIO(run("compare", NAME, "--format", "csv")))
    told = {
        line["group"]: float(line["value"])
        for line in lines
        if line["column"] == "started"
        and line["code"] == "yes"
        and line["figure"] == "percentage points"
    }
    assert list(told) == [f"{group} minus {other}" for group, other in pairs]
    for group, other in pairs:
        by_hand = part_of(group, "started", "yes") - part_of(other, "started", "yes")
        assert told[f"{group} minus {other}"] == pytest.approx(by_hand, abs=1e-4)


def test_the_text_has_a_line_for_every_pair(study):
    _path, _instance, codes, pairs = study
    text = run("compare", NAME)
    for group, other in permutations(codes, 2):
        is_declared = (group, other) in pairs
        assert (f"\n  {group} − {other}, percentage" in text) is is_declared


def test_the_groups_are_not_compared_with_themselves(study):
    assert re.findall(r"^(country|kind|started) \(", run("compare", NAME), re.MULTILINE) == [
        "started"
    ]


def words_of(html):
    """What is read, without charts."""
    plain = re.sub(r"<(style|svg).*?</\1>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", plain))


def whole_percent(part):
    return int(part * 100 + 0.5)


def test_the_report_names_every_group_and_the_two_of_every_sentence(study):
    path, _instance, codes, pairs = study
    run("report", NAME, "--format", "html", "-o", path / "r.html")
    text = words_of((path / "r.html").read_text(encoding="utf-8"))
    for code in codes:
        assert COUNTRIES[code] in text
    for code in {*ALL} - {*codes}:
        assert COUNTRIES[code] not in text
    for group, other in pairs:
        first, second = (part_of(each, "started", "yes") for each in (other, group))
        gap = whole_percent(abs(second - first))
        told = f"({whole_percent(second)}%) in {COUNTRIES[group]}, a difference of {gap}"
        assert f"({whole_percent(first)}%) in {COUNTRIES[other]} and" in text
        assert told in text
    for group, other in {*permutations(codes, 2)} - {*pairs}:
        assert f"{COUNTRIES[group]} less {COUNTRIES[other]}" not in text
    assert ("a difference of" in text) is bool(pairs)


def test_the_tables_have_a_column_for_every_group_and_every_pair(study):
    path, _instance, codes, pairs = study
    run("report", NAME, "--format", "html", "-o", path / "r.html")
    html = (path / "r-annexes.html").read_text(encoding="utf-8")
    table = next(t for t in html.split("<table")[1:] if "Not begun" in t)
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in table.split("<tr")[1:]]
    assert {len(row) for row in rows} == {1 + len(codes) + len(pairs)}
    assert rows[0][1 : 1 + len(codes)] == [COUNTRIES[code] for code in codes]
    if len(codes) > 2:
        for head, (group, other) in zip(rows[0][1 + len(codes) :], pairs, strict=True):
            assert head.startswith(f"{COUNTRIES[group]} less {COUNTRIES[other]}")


def test_every_group_has_a_mark_of_its_own_in_the_charts(study):
    path, _instance, codes, _pairs = study
    run("report", NAME, "--format", "html", "-o", path / "r.html")
    html = (path / "r.html").read_text(encoding="utf-8")
    marks = ("first", "second", "third", "fourth", "fifth")
    used = {mark for mark in marks if f'class="key__mark key__mark--{mark}"' in html}
    assert used == {*marks[: len(codes)]}


def test_quality_and_audit_walk_through(study):
    _path, _instance, codes, _pairs = study
    quality = run("quality", NAME)
    assert all(f"{COUNTRIES[code]}: round numbers alone" in quality for code in codes)
    assert "Sound: nothing tells too much." in run("audit", NAME)


def test_the_coordinator_sees_every_page(study):
    _path, instance, codes, _pairs = study
    with connected(instance):
        add_staff("lead", [StaffRole.COORDINATOR], PASSWORD)
    app = create_app(instance, {"TESTING": True})
    limiter.reset()
    browser = PlainBrowser(app).go(f"/staff/sign-in?next=/coordinate/{WAVE}/")
    browser.send({"name": ["lead"], "password": [PASSWORD]})
    front = browser.go(f"/coordinate/{WAVE}/").page.html
    assert " – ".join(COUNTRIES[code] for code in codes) in front
    for address in (
        "/heat/",
        "/heat/?among=town",
        "/heat.csv",
        "/heat.xlsx",
        "/pairs/",
        "/quality/",
    ):
        answer = browser.client.get(f"/coordinate/{WAVE}{address}")
        assert answer.status_code == 200, address
    assert browser.client.get("/").status_code == 200


def test_the_prose_of_a_report_names_a_pair(study):
    path, _instance, codes, pairs = study
    if len(codes) < 3:
        return
    folder = path / "questionnaires" / NAME / "report" / "en"
    folder.mkdir(parents=True)
    group, other = pairs[-1]
    words = f"It is {{{{ number started started yes {group} {other} difference }}}} points."
    (folder / "heat.md").write_text(words, encoding="utf-8")
    run("report", NAME, "--format", "html", "-o", path / "prose.html")
    gap = part_of(group, "started", "yes") - part_of(other, "started", "yes")
    sign = "+" if gap > 0 else "−"
    text = words_of((path / "prose.html").read_text(encoding="utf-8"))
    assert f"It is {sign}{whole_percent(abs(gap))} points." in text
