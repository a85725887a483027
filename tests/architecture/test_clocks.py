"""No test measures time, so that none fails because the machine is busy."""

import ast
import re

from tests.architecture.source import ROOT, read_sources

TESTS = ROOT / "tests"
WAITING = "tests/waiting.py"
# The tool that kills at random moments; what the tests run of it is not measured.
PAUSES = "tests/stress/pauses.py"
# Lets a file grow to a size only, as on a full disk; nothing is measured.
LIMITS = "tests/cli/test_broken_instances.py"
PROFILE = "tests/conftest.py"
CLOCKS = {"time", "timeit", "resource"}
# What only the profile says for all properties, and waits that are not for a state.
BANNED = re.compile(r"suppress_health_check|deadline\s*=|wait_for_timeout")
# A bound in seconds that stands in a test; `LONGEST` is the one that there is.
OWN_BOUND = re.compile(r"\btimeout\s*=\s*[0-9]")
NOT_READ = {"tests/architecture/test_clocks.py"}
# Waits for what must not come: the other writer would end within it if nothing held it up.
MAY_BOUND = {"tests/storage/test_database.py"}


def clocks_in(sources):
    """(path, module) of every clock that is imported."""
    return [
        f"{source.path}:{node.lineno}"
        for source in sources
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.Import) and CLOCKS & {alias.name for alias in node.names})
        or (isinstance(node, ast.ImportFrom) and node.module in CLOCKS)
    ]


def sources_but(*paths):
    return [each for each in read_sources(TESTS) if each.path not in {*paths, *NOT_READ}]


def lines_with(pattern, sources):
    return [
        f"{source.path}:{number}"
        for source in sources
        for number, line in enumerate(source.text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_test_looks_at_a_clock():
    assert clocks_in(sources_but(WAITING, PAUSES, LIMITS)) == []


def test_no_test_has_a_deadline_or_waits_for_a_while():
    assert lines_with(BANNED, sources_but(PROFILE)) == []


def test_no_test_has_a_bound_of_its_own():
    assert lines_with(OWN_BOUND, sources_but(*MAY_BOUND)) == []


def test_a_clock_and_a_bound_are_found(tmp_path):
    text = "import time\nfrom time import sleep\nx(timeout=5)\nsettings(deadline=None)\n"
    (tmp_path / "planted.py").write_text(text)
    planted = read_sources(tmp_path, root=tmp_path)
    assert clocks_in(planted) == ["planted.py:1", "planted.py:2"]
    assert lines_with(OWN_BOUND, planted) == ["planted.py:3"]
    assert lines_with(BANNED, planted) == ["planted.py:4"]
