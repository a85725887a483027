"""Whole audit: every column and cross-table of a wave, the routing, and earlier releases."""

from collections.abc import Iterator, Sequence
from itertools import chain

from surveyapp.analysis.disclosure.audit import Audit, ColumnAudit, audited_columns
from surveyapp.analysis.disclosure.cross import ProtectedCross
from surveyapp.analysis.disclosure.cross_audit import audited_crosses
from surveyapp.analysis.disclosure.protected import ProtectedTable
from surveyapp.analysis.disclosure.release import Release
from surveyapp.analysis.disclosure.release_audit import audited_releases
from surveyapp.analysis.disclosure.routed import Routes
from surveyapp.analysis.disclosure.routed_audit import audited_routes


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
    """The same one by one: columns, routing, cross-tables, what differs from releases."""
    return chain(
        audited_columns(protected),
        audited_routes(protected, crosses),
        audited_crosses(protected, crosses),
        audited_releases(protected, earlier),
    )


def n_steps(protected: ProtectedTable) -> int:
    """About how many there are, for those who wait; fewer where nothing bears on a column."""
    n_countries = len(protected.plan.groups)
    return len(protected.columns) + n_countries * (1 + len(Routes(protected.plan).led_to))
