"""Disclosure: the one gate between exact counts and everything that shows a figure."""

from surveyapp.analysis.disclosure.gate import protect
from surveyapp.analysis.disclosure.protected import ProtectedTable
from surveyapp.analysis.disclosure.rules import DisclosureRules, RulesTooWeak

__all__ = [
    "DisclosureRules",
    "ProtectedTable",
    "RulesTooWeak",
    "protect",
]
