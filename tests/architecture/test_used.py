"""No public function, class or method of the package serves tests alone."""

import pytest

from tests.architecture.reach import only_for_tests
from tests.architecture.source import PACKAGE, ROOT, read_sources

AROUND = ("scripts", "benchmarks", "migrations")
RATES = "surveyapp.analysis.statistics.response_rate"
# None may come, each that goes leaves this list.
JUSTIFIED = {
    # Of the AAPOR; fieldwork prints RR2 and COOP2.
    f"{RATES}.contact_rates",
    f"{RATES}.refusal_rates",
    # Called by other packages: narwhals reads a sheet, Flask-Babel a domain, gunicorn a socket.
    "surveyapp.analysis.microdata.number_sheet.NumberSheet.iter_columns",
    "surveyapp.analysis.microdata.number_sheet.NumberSheet.iter_rows",
    "surveyapp.web.gathering.GatheredSocket.gettimeout",
    "surveyapp.web.gathering.GatheredSocket.settimeout",
    "surveyapp.web.worker.RequestRefusal.gettimeout",
}
USED = """
from dataclasses import dataclass
from surveyapp.parts import chosen as picked

def used(): return picked()
def alone(): return alone_too()
def alone_too(): ...
def _private(): ...

@command
def handed_on(): ...

@dataclass
class Shape:
    def drawn(self): ...
    def forgotten(self): ...

used(), Shape().drawn()
"""
PARTS = "def chosen(): ...\ndef left(): ...\n"


def templates():
    """The words of every template, of pages and of paper."""
    paths = (p for end in ("html", "txt", "typ") for p in sorted(PACKAGE.rglob(f"*.{end}")))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@pytest.fixture
def planted(tmp_path):
    """What serves tests alone in two small modules."""
    (tmp_path / "surveyapp").mkdir()
    (tmp_path / "surveyapp/shape.py").write_text(USED)
    (tmp_path / "surveyapp/parts.py").write_text(PARTS)
    package = read_sources(tmp_path / "surveyapp", root=tmp_path)
    return lambda around=(), words="": only_for_tests(package, list(around), words)


def test_whatever_is_public_is_used_or_justified():
    around = read_sources(*(ROOT / name for name in AROUND))
    assert set(only_for_tests(read_sources(PACKAGE), around, templates())) == JUSTIFIED


def test_what_nothing_reaches_is_found(planted):
    assert planted() == [
        "surveyapp.parts.left",
        "surveyapp.shape.Shape.forgotten",
        "surveyapp.shape.alone",
        "surveyapp.shape.alone_too",
    ]


def test_a_template_uses_a_method(planted):
    assert "surveyapp.shape.Shape.forgotten" not in planted(words="{{ shape.forgotten() }}")


def test_a_benchmark_uses_what_it_needs(planted, tmp_path):
    (tmp_path / "made.py").write_text("from surveyapp import parts\nparts.left()\n")
    around = read_sources(tmp_path, root=tmp_path)
    found = planted(each for each in around if each.path == "made.py")
    assert "surveyapp.parts.left" not in found
