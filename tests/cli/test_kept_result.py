"""Commands about a wave take what is kept of its publication, whichever of them comes first."""

import pytest
from click.testing import CliRunner

from surveyapp.analysis import finalisation
from surveyapp.analysis.microdata.snapshot import Snapshot
from surveyapp.cli.analysis import compare_command
from surveyapp.cli.audit import audit_command
from surveyapp.cli.quality import quality_command
from surveyapp.cli.report import report_command, trace_command
from surveyapp.storage import publications
from surveyapp.storage.database import connected
from tests.cli.stored_study import NAME, instance_with_wave, submitted
from tests.storage.submissions import store_many

COMMANDS = {
    "compare": (compare_command, NAME),
    "one of them": (compare_command, NAME, "--question", "change_3y"),
    "report": (report_command, NAME, "-o", "report.html"),
    "trace": (trace_command, "T1.1", NAME),
    "quality": (quality_command, NAME),
    "audit": (audit_command, NAME),
}


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An instance with a synthetic wave that can be compared."""
    instance = instance_with_wave(tmp_path / "instance", is_synthetic=True)
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(instance.path))
    monkeypatch.chdir(tmp_path)
    with connected(instance):
        store_many(
            submitted({"country": country, "sector": "ngo", "change_3y": code}, is_synthetic=True)
            for country in ("RO", "NO")
            for code in "3444" * 3
        )
    return tmp_path


@pytest.fixture
def calls(monkeypatch):
    """What was done, by name, each time that it was."""
    found = []

    def count(owner, name):
        real = getattr(owner, name)

        def counted(*arguments, **named):
            found.append(name)
            return real(*arguments, **named)

        monkeypatch.setattr(owner, name, counted)

    count(finalisation, "protect")
    count(publications, "audit")
    count(Snapshot, "fields")
    return found


def run(name):
    command, *arguments = COMMANDS[name]
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("first", COMMANDS)
def test_what_one_command_computed_all_others_read(home, calls, first):
    run(first)
    assert calls.count("protect") == 1
    calls.clear()
    for name in COMMANDS:
        run(name)
    assert "protect" not in calls
    assert calls.count("audit") <= 1  # by the report, unless it was first


@pytest.mark.parametrize("name", COMMANDS)
def test_columns_of_a_snapshot_are_asked_for_a_few_times(home, calls, name):
    run("compare")
    calls.clear()
    run(name)
    assert calls.count("fields") <= 4
