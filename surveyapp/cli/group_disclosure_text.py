"""Group disclosure text: groups that gave one answer, as the commands list them."""

from collections.abc import Iterator, Sequence

from surveyapp.analysis.disclosure.groups import GroupDisclosure
from surveyapp.analysis.result import Group
from surveyapp.questions.counted_noun import counted_noun


def group_disclosure_lines(found: Sequence[GroupDisclosure], k: int) -> Iterator[str]:
    """What every reader learns of each institution in a group; nothing where there are none."""
    if found:
        groups = counted_noun(len(found), "group")
        yield f"In {groups} all, or all but fewer than {k}, gave one answer:"
    for each in found:
        place = f"{each.column} {group_code(each.group)}"
        yield f"    {place}: {each.count} of {each.n} answered {each.code}"


def group_code(group: Group) -> str:
    """Such as ``SE/town``."""
    return "/".join(code for _, code in group)
