"""What every test may rely on: a browser and an office, or a reason why not."""

import gc
import os
import shutil
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

SEARCHED_AFTER = 50_000
"""New objects after which dead cycles are searched for; after 700 it took a tenth of the time."""
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
LONGEST_WALK = "tests/wheel/"
INSTALL = "run scripts/install-system-packages.sh, which installs it or prints the command"

# No deadline and no "too slow": a busy machine must not fail a property. Random, not derandomized:
# every run looks at new examples, for most of what was found here was found in a later run; what is
# found is printed as a blob that reproduces it, and becomes an @example.
settings.register_profile(
    "surveyapp",
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("surveyapp")


def find_chromium() -> str | None:
    """Path of the browser, None when there is none."""
    paths = (shutil.which(name) for name in CHROMIUM_NAMES)
    return next((path for path in paths if path), None)


def missing_browser() -> str | None:
    """Why a browser test cannot run, None when it can."""
    return None if find_chromium() else f"Chromium is not installed; {INSTALL}"


def missing_office() -> str | None:
    """Why no office can open a file, None when one can."""
    return None if shutil.which("soffice") else f"LibreOffice is not installed; {INSTALL}"


REQUIREMENTS: dict[str, Callable[[], str | None]] = {
    "browser": missing_browser,
    "office": missing_office,
}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The one walk that takes a minute begins first, lest a worker waits for it at the end."""
    items.sort(key=lambda item: LONGEST_WALK not in item.nodeid)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose machine lacks something; with CI=true that is a failure."""
    for marker, missing in REQUIREMENTS.items():
        reason = missing() if item.get_closest_marker(marker) else None
        if reason and os.environ.get("CI") == "true":
            pytest.fail(f"CI must not skip this: {reason}", pytrace=False)
        if reason:
            pytest.skip(reason)


def pytest_collection_finish() -> None:
    """Dead cycles are searched for less often, and not among what was imported: that lives on."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(SEARCHED_AFTER)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser; only for tests marked `browser`."""
    path = find_chromium()
    assert path, missing_browser()
    return path


@pytest.fixture(scope="session")
def rewrites_golden() -> bool:
    """True under `make golden`: golden files are written instead of compared."""
    return os.environ.get("SURVEYAPP_GOLDEN") == "write"
