"""A warning may be silenced ten times in the project, each time with a reason."""

import re

from tests.architecture.source import ROOT

FOLDERS = ("surveyapp", "tests", "benchmarks", "migrations", "scripts")
SUPPRESSION = re.compile(
    r"#\s*(type:\s*ignore|noqa|pragma:\s*no\s?cover|mypy:\s*ignore|ruff:\s*noqa)|djlint:\s*off"
)
REASONED = re.compile(
    r"#\s*(type:\s*ignore\[[\w, -]+\]|noqa:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*)\s+#\s*\w+.{10,}"
)
MOST = 10


def suppressions(root):
    """(place, line) of every silenced warning below the root's folders."""
    paths = [p for name in FOLDERS for p in sorted((root / name).rglob("*"))]
    return [
        (f"{path.relative_to(root)}:{number}", line)
        for path in paths
        if path.suffix in {".py", ".html"} and "architecture" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if SUPPRESSION.search(line)
    ]


def unreasoned(found):
    return [place for place, line in found if not REASONED.search(line)]


def test_at_most_ten_warnings_are_silenced():
    assert len(suppressions(ROOT)) <= MOST, suppressions(ROOT)


def test_every_silenced_warning_names_its_code_and_its_reason():
    assert not unreasoned(suppressions(ROOT))


def test_a_silenced_warning_without_reason_is_found(tmp_path):
    (tmp_path / "surveyapp").mkdir()
    (tmp_path / "surveyapp/planted.py").write_text("x = 1  # noqa\ny = 2  # type: ignore[misc]\n")
    found = suppressions(tmp_path)
    assert unreasoned(found) == ["surveyapp/planted.py:1", "surveyapp/planted.py:2"]
