"""Whole audit: every column and cross-table of a wave, together with earlier releases."""

from collections.abc import Iterator, Sequence
from itertools import chain

from surveyapp.analysis.disclosure.audit import Audit, ColumnAudit, audited_columns
from surveyapp.analysis.disclosure.cross import ProtectedCross
from surveyapp.analysis.disclosure.cross_audit import audited_crosses
from surveyapp.analysis.disclosure.gate import ProtectedTable
from surveyapp.analysis.disclosure.release import Release
from surveyapp.analysis.disclosure.release_audit import audited_releases


def audit(
    protected: ProtectedTable,
    crosses: Sequence[ProtectedCross] = (),
    earlier: Sequence[Release] = (),
) -> Audit:
    """A reader attacks everything that is published. Takes seconds, see `audit_steps`."""
    return Audit(protected.rules.k, tuple(audit_steps(protected, crosses, earlier)))


def audit_steps(
    protected: ProtectedTable,
    crosses: Sequence[ProtectedCross] = (),
    earlier: Sequence[Release] = (),
) -> Iterator[ColumnAudit]:
    """The same one by one: columns, cross-tables of each country, what differs from releases."""
    return chain(
        audited_columns(protected),
        audited_crosses(protected, crosses),
        audited_releases(protected, earlier),
    )
