"""Contacts on the terminal: a list with its problems by cell, codes on paper, and the response."""

import csv
import io
import json
import unicodedata

import pytest
from click.testing import CliRunner

from surveyapp.cli.contacts import contacts_group
from surveyapp.cli.inquiries import inquiries_group
from surveyapp.cli.invitations import invitations_group
from surveyapp.cli.paper import paper_group
from surveyapp.cli.response import response
from surveyapp.fieldwork.contact import Disposition
from surveyapp.storage.contacts import contacts_of
from surveyapp.storage.database import connected
from surveyapp.storage.invitations import (
    decline,
    exchange,
    invitation_of,
    invitations_of,
    mark_answered,
)
from surveyapp.storage.waves import WaveState, move_wave, wave
from surveyapp.study.sample import population_of
from surveyapp.study.study import study_of
from tests.formats.sheet.workbooks import workbook
from tests.reports.small_report import WAVE
from tests.study.conftest import made_empty
from tests.study.waves import copy_of

__all__ = ["made_empty"]

HEADS = ("institution", "addressee", "email", "language", "country", "class")
LINES = (
    ("Primul adăpost", "Ana Pop", "ana@example.org", "en", "RO", "public"),
    ("Krisesenteret", "", "post@example.no", "en", "NO", "private"),
)


@pytest.fixture
def study(made_empty, tmp_path, monkeypatch):
    monkeypatch.chdir(made_empty)
    found = copy_of(made_empty, tmp_path)
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(found.path))
    return found


@pytest.fixture
def file_of(tmp_path):
    """Writes rows as a text that a spreadsheet would have saved."""

    def write(*lines, heads=HEADS):
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows([heads, *lines])
        path = tmp_path / "list.csv"
        path.write_text(text.getvalue(), encoding="utf-8-sig")
        return str(path)

    return write


def run(command, *words):
    return CliRunner().invoke(command, list(words))


def kept(study):
    with connected(study):
        return {each.institution: each for each in contacts_of(WAVE)}


def test_a_list_is_previewed_and_kept(study, file_of):
    preview = run(contacts_group, "import", WAVE, file_of(*LINES), "--dry-run")
    assert preview.exit_code == 0
    assert "Primul adăpost  Ana Pop  ana@example.org  en  RO  public" in preview.output
    assert kept(study) == {}
    done = run(contacts_group, "import", WAVE, file_of(*LINES))
    assert "Kept: 2 new, 0 changed, 0 as before." in done.output
    assert kept(study)["Krisesenteret"].addressee is None


def test_a_workbook_says_the_same_as_a_text(study, tmp_path):
    path = tmp_path / "list.xlsx"
    path.write_bytes(workbook([HEADS, *LINES]))
    assert run(contacts_group, "import", WAVE, str(path)).exit_code == 0
    assert set(kept(study)) == {"Primul adăpost", "Krisesenteret"}


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        ("A3", "", "A3 nothing stands here"),
        ("A3", LINES[0][0].upper(), "A3 “PRIMUL ADĂPOST” stands in the list twice"),
        ("C3", "post@", "C3 “post@” is no address of e-mail"),
        ("C3", "a@b.no\nBcc: x@y.no", "C3 “a@b.no[U+000A]Bcc: x@y.no” is no address of e-mail"),
        ("A3", "\x1b[31mred", "A3 “[U+001B][31mred” has a line end or a sign"),
        ("A3", "Adăpost \u202etsop", "A3 “Adăpost [U+202E]tsop” has a line end or a sign"),
        ("A3", "x" * 5000, f"A3 “{'x' * 80}…” is too long"),
        ("A3", unicodedata.normalize("NFD", LINES[0][0]), "stands in the list twice"),
        ("A3", " Primul\u00a0 adăpost", "stands in the list twice"),
        ("D3", "xx", "D3 “xx” is none of the codes: en"),
        ("E3", "Norway", "E3 “Norway” is none of the codes: "),
        ("F3", "ngo", "F3 “ngo” is none of the codes: "),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_kept(study, file_of, place, value, words):
    line = list(LINES[1])
    line["ABCDEF".index(place[0])] = value
    result = run(contacts_group, "import", WAVE, file_of(LINES[0], line))
    assert result.exit_code == 1
    assert words in result.output
    assert kept(study) == {}


def test_all_wrong_cells_are_told_at_once(study, file_of):
    lines = [(n, "", "no address", "xx", "RO", "public") for n in range(3)]
    result = run(contacts_group, "import", WAVE, file_of(*lines))
    assert [f"{c}{n}" in result.output for n in (2, 3, 4) for c in "CD"] == [True] * 6


@pytest.mark.parametrize(
    ("heads", "words"),
    [
        (("institution", "language", "country"), "D1 “class” this column is missing"),
        ((*HEADS, "phone"), "G1 “phone” there is no such column"),
        ((*HEADS, "email"), "G1 “email” this column stands there twice"),
    ],
)
def test_wrong_heads_are_named(study, file_of, heads, words):
    result = run(contacts_group, "import", WAVE, file_of(*LINES, heads=heads))
    assert (result.exit_code, words in result.output) == (1, True)


def test_a_frozen_wave_keeps_whom_it_asked(study, file_of):
    run(contacts_group, "import", WAVE, file_of(LINES[0]))
    with connected(study):
        move_wave(WAVE, WaveState.CLOSED)
        move_wave(WAVE, WaveState.FROZEN)
    assert run(contacts_group, "import", WAVE, file_of(*LINES)).exit_code == 1
    name = LINES[0][0]
    assert run(contacts_group, "dispose", WAVE, name, "--as", "not-eligible").exit_code == 1
    assert run(contacts_group, "dispose", WAVE, name, "--as", "undeliverable").exit_code == 0


def test_who_did_not_belong_to_a_frozen_wave_is_counted_no_more_by_any_way(study, file_of):
    name = LINES[0][0]
    run(contacts_group, "import", WAVE, file_of(*LINES))
    run(invitations_group, "create", WAVE)
    run(contacts_group, "dispose", WAVE, name, "--as", "not-eligible")
    with connected(study):
        move_wave(WAVE, WaveState.CLOSED)
        move_wave(WAVE, WaveState.FROZEN)
        mine = {each.institution: each for each in contacts_of(WAVE)}[name].contact_id
        assert decline(next(each for each in invitations_of(WAVE) if each.contact_id == mine))
    assert kept(study)[name].disposition is Disposition.NOT_ELIGIBLE
    result = run(contacts_group, "dispose", WAVE, name, "--as", "refused")
    assert (result.exit_code, "is frozen" in result.output) == (1, True)


def test_a_list_in_another_spelling_makes_nobody_twice(study, file_of):
    """As a machine writes it that takes accents apart, with capitals, or with two spaces."""
    run(contacts_group, "import", WAVE, file_of(*LINES))
    for spelt in (unicodedata.normalize("NFD", LINES[0][0]), "PRIMUL  ADĂPOST", LINES[0][0]):
        result = run(contacts_group, "import", WAVE, file_of((spelt, *LINES[0][1:])))
        assert result.exit_code == 0
        assert set(kept(study)) == {" ".join(unicodedata.normalize("NFC", spelt).split())} | {
            LINES[1][0]
        }
    apart = unicodedata.normalize("NFD", LINES[0][0])
    assert run(contacts_group, "dispose", WAVE, apart, "--as", "refused").exit_code == 0
    assert kept(study)[LINES[0][0]].disposition is Disposition.REFUSED


def test_no_printed_code_stands_beside_a_formula(study, file_of):
    run(contacts_group, "import", WAVE, file_of(("=1+1", *LINES[0][1:])))
    run(invitations_group, "create", WAVE)
    assert run(invitations_group, "codes", WAVE).output.startswith("'=1+1,V")


def test_codes_are_printed_for_letters_and_open_what_they_should(study, file_of):
    run(contacts_group, "import", WAVE, file_of(*LINES))
    assert "2 new invitations." in run(invitations_group, "create", WAVE).output
    lines = list(csv.reader(run(invitations_group, "codes", WAVE).output.splitlines()))
    with connected(study):
        names = {each.contact_id: each.institution for each in contacts_of(WAVE)}
        led = [names[invitation_of(code, study.pepper).contact_id] for _name, code in lines]
    assert led == [name for name, _code in lines]
    assert {each[0] for each in lines} == {line[0] for line in LINES}
    assert run(invitations_group, "codes", WAVE).output.count("\n") == 2


def test_in_a_pool_codes_stand_beside_strata_alone_and_are_given_once(study, file_of):
    run(contacts_group, "import", WAVE, file_of(*LINES), "--mode", "pool")
    run(invitations_group, "create", WAVE)
    output = run(invitations_group, "codes", WAVE).output
    assert sorted(line.split(",")[:2] for line in output.splitlines()) == [
        ["NO", "private"],
        ["RO", "public"],
    ]
    assert run(invitations_group, "codes", WAVE).output == ""


def test_a_lost_code_is_replaced(study, file_of):
    run(contacts_group, "import", WAVE, file_of(*LINES))
    run(invitations_group, "create", WAVE)
    result = run(invitations_group, "replace", WAVE, LINES[0][0])
    with connected(study):
        assert exchange(invitation_of(result.output, study.pepper))
    assert run(invitations_group, "replace", WAVE, "Nobody").exit_code == 1


def test_the_response_counts_every_contact_once(study, file_of):
    lines = [(f"A{n}", "", "", "en", "RO", "public") for n in range(10)]
    run(contacts_group, "import", WAVE, file_of(*lines, LINES[1]))
    run(invitations_group, "create", WAVE)
    with connected(study):
        names = {each.institution: each.contact_id for each in contacts_of(WAVE)}
        by_contact = {each.contact_id: each for each in invitations_of(WAVE)}
        for n in range(6):
            exchange(by_contact[names[f"A{n}"]])
        mark_answered(by_contact[names[f"A{n}"]].invitation_id for n in range(5))
    run(contacts_group, "dispose", WAVE, "A8", "--as", "refused")
    run(contacts_group, "dispose", WAVE, "A9", "--as", "not-eligible")
    told = json.loads(run(response, WAVE, "--format", "json").output)
    norway, romania = told["strata"]
    assert told["modes"] == {}
    assert norway["asked"] == 1
    assert romania == {
        "country": "RO",
        "split_code": "public",
        "asked": 10,
        "opened": 6,
        "answered": 5,
        "refused": 1,
        "not-eligible": 1,
        "RR2": round(5 / 9, 3),
        "COOP2": round(5 / 6, 3),
    }
    assert "RO public  asked 10  opened 6  answered 5" in run(response, WAVE).output


def test_in_a_pool_nothing_is_done_for_one_institution(study, file_of):
    run(contacts_group, "import", WAVE, file_of(*LINES), "--mode", "pool")
    run(invitations_group, "create", WAVE)
    name = LINES[0][0]
    for command, words in (
        (invitations_group, ("replace", WAVE, name)),
        (inquiries_group, ("ask", WAVE, name, "Could you look at A1?")),
        (paper_group, ("new", WAVE, "--institution", name)),
    ):
        result = run(command, *words)
        assert (result.exit_code, "In mode pool nobody knows" in result.output) == (1, True)


def test_who_has_answered_is_counted_so_whatever_was_said_of_it(study, file_of):
    """Else a rate is above 100 %, or counts one institution twice."""
    lines = [(f"A{n}", "", "", "en", "RO", "public") for n in range(6)]
    run(contacts_group, "import", WAVE, file_of(*lines))
    run(invitations_group, "create", WAVE)
    with connected(study):
        for each in invitations_of(WAVE):
            exchange(each)
        names = {each.contact_id: each.institution for each in contacts_of(WAVE)}
        said = {names[each.contact_id]: each.invitation_id for each in invitations_of(WAVE)}
        mark_answered(said[f"A{n}"] for n in range(5))
    for n in (0, 5):
        run(contacts_group, "dispose", WAVE, f"A{n}", "--as", "not-eligible")
    run(contacts_group, "dispose", WAVE, "A1", "--as", "refused")
    (romania,) = json.loads(run(response, WAVE, "--format", "json").output)["strata"]
    assert (romania["answered"], romania["not-eligible"], romania["RR2"]) == (5, 1, 1.0)
    assert "refused" not in romania
    with connected(study):
        form = study_of(study, wave(WAVE)).form
        assert sum(population_of(WAVE, form)["RO"].values()) == 5


def test_who_has_opened_a_code_is_seen_and_nothing_of_an_answer(study, file_of):
    run(contacts_group, "import", WAVE, file_of(*LINES))
    run(invitations_group, "create", WAVE)
    with connected(study):
        exchange(invitations_of(WAVE)[0])
    rows = json.loads(run(contacts_group, "list", WAVE, "--format", "json").output)
    assert sorted(row["status"] for row in rows) == ["new", "opened"]
