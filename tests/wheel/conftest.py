"""The wheel, built once and installed beside nothing but what it needs."""

import shutil
import sys
import sysconfig
import venv

import pytest

from tests.architecture.source import ROOT
from tests.wheel.day import Day
from tests.wheel.wheel_build import build, pip

SOURCES = ("surveyapp", "questionnaires", "translations", "migrations", "scripts")
FILES = ("pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="session")
def source(tmp_path_factory):
    """What a checkout holds after `make setup`, apart from the tests."""
    made = tmp_path_factory.mktemp("source")
    for name in SOURCES:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, made / name, ignore=ignored)
    for name in FILES:
        shutil.copy(ROOT / name, made)
    return made


@pytest.fixture(scope="session")
def installed(source, tmp_path_factory):
    """The command of an environment into which the wheel was installed."""
    folder = tmp_path_factory.mktemp("installed")
    done = build(source, folder)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    place = folder / "environment"
    venv.create(place, with_pip=False, symlinks=True)
    python = place / "bin/python"
    libraries = place / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    # What the wheel needs is here already; the line adds it behind what is installed there.
    needed = sysconfig.get_path("purelib")
    (libraries / "site-packages/needed.pth").write_text(needed, encoding="utf-8")
    done = pip("--python", python, "install", "--no-deps", "--no-index", wheel, cwd=folder)
    assert done.returncode == 0, done.stderr
    return place / "bin/surveyapp"


@pytest.fixture
def day(installed, tmp_path):
    """A researcher's folder, in which commands are called one after the other."""
    return Day(installed, tmp_path)
