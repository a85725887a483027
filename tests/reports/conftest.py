"""Homes with a small study."""

from tests.reports.small_report import home, home_of_few, made

__all__ = ["home", "home_of_few", "made"]
