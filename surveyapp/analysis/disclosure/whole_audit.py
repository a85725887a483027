"""Whole audit: every column and every cross-table that is published of a wave."""

from collections.abc import Iterator, Sequence
from itertools import chain

from surveyapp.analysis.disclosure.audit import Audit, ColumnAudit, audited_columns
from surveyapp.analysis.disclosure.cross import ProtectedCross
from surveyapp.analysis.disclosure.cross_audit import audited_crosses
from surveyapp.analysis.disclosure.gate import ProtectedTable


def audit(protected: ProtectedTable, crosses: Sequence[ProtectedCross] = ()) -> Audit:
    """A reader attacks everything that is published. Takes seconds, see `audit_steps`."""
    return Audit(protected.rules.k, tuple(audit_steps(protected, crosses)))


def audit_steps(
    protected: ProtectedTable, crosses: Sequence[ProtectedCross] = ()
) -> Iterator[ColumnAudit]:
    """The same one by one: every column, then every country's cross-tables."""
    return chain(audited_columns(protected), audited_crosses(protected, crosses))
