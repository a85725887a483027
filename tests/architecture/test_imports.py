"""Imports stand at the top of a module, go downwards and never in a circle."""

import shutil
import subprocess
import sys
import tomllib

import pytest

from tests.architecture.source import PACKAGE, ROOT, inner_imports, read_sources

PLANTED = {
    "layers": ("questions/planted.py", "import surveyapp.fieldwork\n"),
    "core": ("questionnaire/planted.py", "import flask\n"),
    "statistics": ("web/planted.py", "import numpy\n"),
    "exact-counts": ("reports/planted.py", "import surveyapp.analysis.tabulation.frequencies\n"),
    "attack": (
        "analysis/attack/planted.py",
        "import surveyapp.analysis.disclosure.bands\n",
    ),
    "seal": ("analysis/planted.py", "from surveyapp.analysis.disclosure.seal import SEAL\n"),
    "rows": ("formats/planted.py", "import surveyapp.analysis.microdata.snapshot\n"),
    "engine": ("web/planted.py", "import surveyapp.analysis.finalisation\n"),
    "cycles": ("reports/planted/one.py", "import surveyapp.reports.other.two\n"),
}


def run_contracts(folder, *options):
    """import-linter in the folder, as `make check` runs it."""
    command = [f"{sys.prefix}/bin/lint-imports", "--no-cache", "--no-logo", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def _contracts():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


def _named_modules():
    """Modules that contracts protect or let import what is protected."""
    for contract in _contracts():
        yield from contract.get("protected_modules", ())
        yield from contract.get("allowed_importers", ())
        if contract["id"] in {"attack", "engine"}:
            yield from contract["forbidden_modules"]


@pytest.fixture
def empty_project(tmp_path):
    """The packages of surveyapp without their content, under the same contracts."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in PACKAGE.rglob("__init__.py"):
        empty = tmp_path / package.relative_to(ROOT)
        empty.parent.mkdir(parents=True, exist_ok=True)
        empty.touch()
    named = [module.replace(".", "/") for module in _named_modules()]
    for module in (
        "surveyapp/instance",
        "surveyapp/mail_settings",
        "surveyapp/by_language",
        "surveyapp/project",
        "surveyapp/plain_file",
        "surveyapp/whole_file",
        "surveyapp/standard_output",
        "surveyapp/serving",
        "surveyapp/previewing",
        *named,
    ):
        if not (tmp_path / module).is_dir():
            (tmp_path / f"{module}.py").touch()
    return tmp_path


def plant(project, path, text):
    target = project / "surveyapp" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    (target.parent / "__init__.py").touch()
    target.write_text(text)


def test_no_function_imports():
    assert not inner_imports(read_sources(PACKAGE))


def test_an_import_inside_a_function_is_found(tmp_path):
    (tmp_path / "planted.py").write_text("def late():\n    import json\n")
    planted = read_sources(tmp_path, root=tmp_path)
    assert inner_imports(planted) == ["planted.py:2 imports inside late"]


def test_the_import_contracts_are_kept():
    result = run_contracts(ROOT)
    assert result.returncode == 0, result.stdout


def test_an_empty_project_keeps_the_contracts(empty_project):
    result = run_contracts(empty_project)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_import_breaks_the_contract_meant(empty_project, contract):
    plant(empty_project, *PLANTED[contract])
    if contract == "cycles":
        plant(empty_project, "reports/other/two.py", "import surveyapp.reports.planted.one\n")
    result = run_contracts(empty_project, "--contract", contract)
    assert "BROKEN" in result.stdout


EXACT = [
    module
    for contract in _contracts()
    if contract["id"] in {"exact-counts", "seal"}
    for module in contract["protected_modules"]
]


@pytest.mark.parametrize("module", EXACT)
@pytest.mark.parametrize("place", ["analysis", "formats", "storage", "web", "cli", "reports"])
def test_nothing_outside_the_gate_may_import_what_is_exact(empty_project, module, place):
    plant(empty_project, f"{place}/planted.py", f"import {module}\n")
    assert "BROKEN" in run_contracts(empty_project).stdout


@pytest.mark.parametrize("contract", sorted(PLANTED.keys() - {"cycles"}))
def test_a_planted_import_breaks_no_other_contract(empty_project, contract):
    plant(empty_project, *PLANTED[contract])
    assert run_contracts(empty_project).stdout.count("BROKEN") == 1
