"""Merging: codes are taken together completely, once, and without breaking a scale."""

from collections import Counter
from collections.abc import Iterator, Sequence

from surveyapp.analysis.declaration.definition import MergeDefinition
from surveyapp.analysis.declaration.inspection import Placed, PlanInspection, has_one_code
from surveyapp.analysis.declaration.selection import list_of
from surveyapp.questionnaire.definition import CodeListDefinition
from surveyapp.questionnaire.lint import Finding, KeyPath
from surveyapp.questionnaire.lint.reference import unknown
from surveyapp.questionnaire.lint.structure import RESERVED_CODES


def merging(inspection: PlanInspection) -> Iterator[Finding]:
    """Problems of the merges, and of the questions that they are used for."""
    for name, merge in inspection.plan.merges.items():
        path: KeyPath = ("merges", name)
        yield from _new_codes(merge, path)
        found = inspection.code_lists.get(merge.list)
        if found is None:
            yield unknown((*path, "list"), "list", merge.list, inspection.code_lists)
        else:
            yield from _groups(merge, found, path)
    for placed in inspection.comparisons:
        yield from _fitting(inspection, placed)


def _new_codes(merge: MergeDefinition, path: KeyPath) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, group in enumerate(merge.into):
        here = (*path, "into", place, "code")
        if group.code in seen:
            words = f"the code {group.code} stands here twice"
            yield Finding(here, "name-used-twice", words, "give one of them another code")
        seen.add(group.code)
        if group.code in RESERVED_CODES:
            words = f"{group.code} is kept for {RESERVED_CODES[group.code]}"
            yield Finding(here, "reserved-code", words, "choose another code")


def _groups(merge: MergeDefinition, found: CodeListDefinition, path: KeyPath) -> Iterator[Finding]:
    codes = [code.code for code in found.codes]
    taken = Counter(code for group in merge.into for code in group.of)
    for place, group in enumerate(merge.into):
        here = (*path, "into", place)
        for part, code in enumerate(group.of):
            if code not in codes:
                yield unknown((*here, "of", part), "code", code, codes)
            elif taken[code] > 1:
                words = f"{code} is in two groups"
                mend = "leave it in one of them"
                yield Finding((*here, "of", part), "code-in-two-groups", words, mend)
    for code in codes:
        if code not in taken:
            words = f"{code} of the list {merge.list} is in no group"
            mend = "add it to one, so that nobody is lost"
            yield Finding((*path, "into"), "code-in-no-group", words, mend)
    if found.order and not taken.keys() ^ set(codes) and not _keeps_order(merge, codes):
        words = f"the groups do not follow the order of the list {merge.list}"
        mend = "put neighbours together, from one end of the scale to the other"
        yield Finding((*path, "into"), "merge-breaks-order", words, mend)


def _keeps_order(merge: MergeDefinition, codes: Sequence[str]) -> bool:
    groups = [sorted(codes.index(code) for code in group.of) for group in merge.into]
    upwards = [place for group in groups for place in group]
    downwards = [place for group in reversed(groups) for place in group]
    return sorted(upwards) in (upwards, downwards)


def _fitting(inspection: PlanInspection, placed: Placed) -> Iterator[Finding]:
    merge = inspection.plan.merges.get(placed.comparison.merge or "")
    if merge is None:
        return
    for column in inspection.chosen(placed.comparison):
        if not has_one_code(column) or list_of(column) != merge.list:
            words = f"{column.name} is not answered from the list {merge.list}"
            mend = "name a merge of its own list, or none"
            yield Finding((*placed.path, "merge"), "merge-unfit", words, mend)
            return
