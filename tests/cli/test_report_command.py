"""The report on the terminal: what is written, what is refused, what is listed."""

import docx
import pytest
from click.testing import CliRunner

from surveyapp.cli.report import report_command, trace_command
from surveyapp.instance import load_instance
from surveyapp.storage.database import connected
from surveyapp.storage.waves import WaveState, move_wave
from tests.reports.small_report import (
    NAME,
    WAVE,
    answer_more,
    home,
    made,
    make_home,
    make_instance,
)

__all__ = ["home", "made"]


def run(command, *arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def report(*arguments):
    return run(report_command, NAME, *arguments)


@pytest.fixture
def real_home(tmp_path, monkeypatch):
    """A home whose open wave takes real answers."""
    make_home(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(tmp_path / "instance"))
    make_instance(tmp_path, is_synthetic=False)
    return tmp_path


def freeze(path):
    with connected(load_instance(path / "instance")):
        move_wave(WAVE, WaveState.CLOSED)
        move_wave(WAVE, WaveState.FROZEN)


@pytest.mark.parametrize("layout", ["html", "docx"])
def test_the_same_answers_give_the_same_file_twice(home, layout):
    files = [home / f"{name}.{layout}" for name in ("one", "two")]
    results = [report("--format", layout, "-o", file) for file in files]
    assert [result.exit_code for result in results] == [0, 0]
    assert files[0].read_bytes() == files[1].read_bytes()


def test_the_report_is_written_in_the_language_that_was_asked_for(home):
    report("--lang", "nb", "--format", "docx", "-o", home / "nb.docx")
    assert docx.Document(home / "nb.docx").core_properties.language == "nb"


def test_the_annexes_are_a_second_file_beside_the_report(home):
    assert report("-o", home / "r.html").exit_code == 0
    main, annexes = ((home / name).read_text("utf-8") for name in ("r.html", "r-annexes.html"))
    assert "Annex A" not in main
    assert "What stands out" in main
    assert "What stands out" not in annexes
    assert "[keeps]" in annexes


def test_the_annexes_go_where_they_are_told_to(home):
    assert report("-o", home / "r.html", "--annexes", home / "a.html").exit_code == 0
    assert "Annex A" in (home / "a.html").read_text(encoding="utf-8")
    assert not (home / "r-annexes.html").exists()


def test_the_annexes_say_what_an_attack_found_and_how_much_can_be_read(home):
    report("-o", home / "r.html")
    page = (home / "r-annexes.html").read_text(encoding="utf-8")
    assert "No small number stands as a range." in page
    assert "Differences in percentage points that can be read" in page


def test_the_date_may_be_given(home):
    report("--date", "2015-03-01", "-o", home / "r.html")
    assert "1 March 2015" in (home / "r.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("option", ["-o", "--annexes"])
def test_a_report_that_cannot_be_written_is_refused_before_it_is_made(home, monkeypatch, option):
    def begun(*_arguments, **_named):
        raise AssertionError("it was begun")

    monkeypatch.setattr("surveyapp.cli.report.open_instance", begun)
    paths = {"-o": "report.html", option: "nowhere/report.html"}
    told = report(*(each for pair in paths.items() for each in pair))
    assert told.exit_code == 2
    words = "nowhere/report.html cannot be written (No such file or directory)."
    assert words in told.stderr


def test_a_report_needs_a_file(home):
    assert report().exit_code == 2


def test_an_open_round_of_real_answers_is_refused(real_home):
    result = report("-o", real_home / "r.html")
    assert result.exit_code == 1
    assert "wave freeze spring" in result.stderr
    assert not (real_home / "r.html").exists()


def test_an_internal_report_of_an_open_round_shows_response_alone(real_home):
    assert report("--internal", "-o", real_home / "r.html").exit_code == 0
    page = (real_home / "r.html").read_text(encoding="utf-8")
    assert "NOT FOR RELEASE" in page
    assert "40%" in page
    assert "Do you keep figures?" not in page


def test_a_frozen_round_of_real_answers_is_reported_without_a_banner(real_home):
    freeze(real_home)
    assert report("-o", real_home / "r.html").exit_code == 0
    page = (real_home / "r.html").read_text(encoding="utf-8")
    assert "Do you keep figures?" in page
    assert "SYNTHETIC" not in page


def test_stale_sentences_are_listed_and_accepted(home):
    assert report("--stale").exit_code == 1
    assert report("--accept").exit_code == 0
    assert report("--stale").stdout == "No sentence is stale.\n"
    answer_more(home, "RO", 8, keeps="yes", helps=("bed",), places=4)
    result = report("--stale")
    assert result.exit_code == 1
    assert "numbers.md:1 stale In Romania {{ number keeps" in result.stdout
    assert "was: 50%\n    now: 70%" in result.stdout


def test_the_report_warns_of_stale_sentences_and_is_written(home):
    result = report("-o", home / "r.html")
    assert result.exit_code == 0
    assert "never accepted" in result.stderr


@pytest.mark.parametrize(
    ("evidence", "words"),
    [("[]", "no evidence"), ("[nothing]", "'nothing' does not exist")],
)
def test_a_recommendation_without_evidence_is_told_and_refused_when_strict(home, evidence, words):
    path = home / "questionnaires/reported/report/recommendations.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("[helps]", evidence), "utf-8")
    loose = report("-o", home / "loose.html")
    strict = report("--strict", "-o", home / "strict.html")
    assert (loose.exit_code, strict.exit_code) == (0, 1)
    assert words in loose.stderr
    assert words in strict.stderr
    assert not (home / "strict.html").exists()


def test_groups_that_gave_one_answer_are_told_before_the_report_is_written(home):
    result = report("-o", home / "r.html")
    assert "keeps NO: 10 of 10 answered yes" in result.stderr


def test_a_recommendation_with_evidence_passes_when_strict(home):
    assert report("--strict", "-o", home / "r.html").exit_code == 0


def test_prose_that_names_what_is_not_there_is_refused_with_its_place(home):
    path = home / "questionnaires/reported/report/en/numbers.md"
    path.write_text("As {{ see keep }} says.\n", encoding="utf-8")
    result = report("-o", home / "r.html")
    assert result.exit_code == 1
    assert "report/en/numbers.md:1:4 unknown-comparison" in result.stderr


def test_a_recommendation_needs_every_language(home):
    path = home / "questionnaires/reported/report/recommendations.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(", nb: Flere senger.", ""), "utf-8")
    result = report("-o", home / "r.html")
    assert result.exit_code == 1
    assert "recommendations.yaml:3:11 language-missing more_beds has no text in 'nb'" in (
        result.stderr
    )


def test_a_table_is_traced_to_its_snapshot(home):
    result = run(trace_command, "T2.1")
    assert result.exit_code == 0
    facts = dict(line.split(":", 1) for line in result.stdout.splitlines())
    assert facts["comparison"].strip() == "helps"
    assert len(facts["snapshot"].strip()) == 64


def test_changed_answers_change_the_snapshot_of_a_trace(home):
    before = run(trace_command, "T2.1").stdout
    answer_more(home, "RO", 5, keeps="no", places=1)
    assert run(trace_command, "T2.1").stdout.splitlines()[1] != before.splitlines()[1]


def test_a_table_that_is_not_there_cannot_be_traced(home):
    assert run(trace_command, "T7.7", NAME).exit_code == 2
