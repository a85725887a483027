"""Waiting for a state; the only place in the tests that looks at a clock.

The bound is far beyond what a loaded machine needs, so that it is reached only where the state
never comes.
"""

import time

import pytest

LONGEST = 300
"""Seconds, for processes, connections and browsers as well."""


def wait_until(holds, what):
    """Returns once `holds()` is true; fails the test when that does not come."""
    end = time.monotonic() + LONGEST
    while not holds():
        if time.monotonic() > end:
            pytest.fail(f"{what} did not come")
        time.sleep(0.05)
