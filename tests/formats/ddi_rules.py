"""Rules of DDI-Codebook 2.5 on the elements that we write, read from the schema of 17 January 2012.

Less is allowed here than there: an element or attribute that we do not write is refused. A file
without breaches is therefore valid by these parts of the schema.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

NAMESPACE = "{ddi:codebook:2_5}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SCHEMA_PLACE = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
ANY = None
EVERYWHERE = {"ID": ANY, LANG: ANY}
MANY = 10**9

Values = frozenset[str] | None


@dataclass(frozen=True)
class Rule:
    """children: name -> least and most, in their order; holds_text: whether words may stand there.

    attributes: name -> what it may say, `ANY` for everything; required: must be there.
    """

    children: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    attributes: Mapping[str, Values] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    holds_text: bool = False


WORDS = Rule(holds_text=True)
RULES: Mapping[str, Rule] = {
    "codeBook": Rule(
        {"stdyDscr": (1, MANY), "dataDscr": (0, MANY)},
        {"version": frozenset({"2.5"}), SCHEMA_PLACE: ANY},
    ),
    "stdyDscr": Rule({"citation": (1, MANY), "stdyInfo": (0, MANY)}),
    "citation": Rule({"titlStmt": (1, 1), "verStmt": (0, MANY)}),
    "titlStmt": Rule({"titl": (1, 1), "parTitl": (0, MANY), "IDNo": (0, MANY)}),
    "verStmt": Rule({"version": (0, 1)}),
    "stdyInfo": Rule({"abstract": (0, MANY), "sumDscr": (0, MANY)}),
    "sumDscr": Rule({"anlyUnit": (0, MANY)}),
    "dataDscr": Rule({"var": (0, MANY)}),
    "var": Rule(
        dict.fromkeys(("labl", "qstn", "invalrng", "universe", "catgry"), (0, MANY)),
        {
            "name": ANY,
            "intrvl": frozenset({"contin", "discrete"}),
            "nature": frozenset({"nominal", "ordinal", "interval", "ratio", "percent", "other"}),
        },
        required=frozenset({"name"}),
    ),
    "qstn": Rule({"qstnLit": (0, MANY), "ivuInstr": (0, MANY)}),
    "invalrng": Rule({"item": (1, MANY)}),
    "item": Rule(attributes={"VALUE": ANY}, required=frozenset({"VALUE"})),
    "catgry": Rule({"catValu": (0, 1), "labl": (0, MANY)}, {"missing": frozenset({"Y", "N"})}),
    **dict.fromkeys(("titl", "parTitl", "IDNo", "version", "abstract", "anlyUnit"), WORDS),
    **dict.fromkeys(("labl", "qstnLit", "ivuInstr", "universe", "catValu"), WORDS),
}


def plain(element: etree._Element) -> str:
    """Its name without the namespace."""
    return str(element.tag).removeprefix(NAMESPACE)


def breaches(root: etree._Element) -> Iterator[str]:
    """What the schema would refuse, a line each."""
    for element in root.iter():
        name, rule = plain(element), RULES.get(plain(element))
        if rule is None:
            yield f"{name}: not written by us"
            continue
        yield from (f"{name}: {what}" for what in _inside(element, rule))
        yield from (f"{name}: {what}" for what in _said(element, rule))


def _inside(element: etree._Element, rule: Rule) -> Iterator[str]:
    found, order = [plain(child) for child in element], list(rule.children)
    if set(found) - set(order):
        yield f"holds {found}"
    elif found != sorted(found, key=order.index):
        yield f"order {found}"
    for child, (least, most) in rule.children.items():
        if not least <= found.count(child) <= most:
            yield f"{found.count(child)} times {child}"
    loose = [element.text, *(child.tail for child in element)]
    if not rule.holds_text and any((words or "").strip() for words in loose):
        yield "holds words"


def _said(element: etree._Element, rule: Rule) -> Iterator[str]:
    allowed = {**EVERYWHERE, **rule.attributes}
    yield from (f"without {name}" for name in rule.required - set(element.attrib))
    for name, value in element.attrib.items():
        if name not in allowed or not (allowed[name] is ANY or value in allowed[name]):
            yield f'{name}="{value}"'
