"""Lock files pin every package by its hash and name no address."""

import json
import re

import pytest

from tests.architecture.source import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PINNED = re.compile(r"^[\w.-]+(\[[\w,-]+\])?==\S+", re.MULTILINE)


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
    pinned = {lock.stem: {m[0] for m in PINNED.finditer(lock.read_text())} for lock in LOCKS}
    assert pinned["run"]
    assert pinned["run"] <= pinned["dev"]
