"""Homes with a small study."""

from tests.reports.small_report import home, made

__all__ = ["home", "made"]
