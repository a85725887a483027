"""Accessibility: when the pages were last tested as the statement says; set with such a test."""

from datetime import date

TESTED_ON = date(2026, 11, 30)
"""Day on which all browser tests last passed; the statement says what they look at."""
