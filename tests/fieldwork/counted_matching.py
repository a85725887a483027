"""A slow reader of regular expressions that counts the steps which `re` takes for the same search.

It goes through the parsed pattern as `re` does: from every place, longest repeat first, back where
that fails. Steps do not depend on the machine or on what runs beside it, as seconds do.
"""

import re
from itertools import islice
from re import _constants as c
from re import _parser

WORD = re.compile(r"\w")
CATEGORIES = {
    c.CATEGORY_DIGIT: re.compile(r"\d"),
    c.CATEGORY_NOT_DIGIT: re.compile(r"\D"),
    c.CATEGORY_SPACE: re.compile(r"\s"),
    c.CATEGORY_NOT_SPACE: re.compile(r"\S"),
    c.CATEGORY_WORD: WORD,
    c.CATEGORY_NOT_WORD: re.compile(r"\W"),
}
SINGLE = {c.LITERAL, c.NOT_LITERAL, c.ANY, c.IN}


class Search:
    """Looks for every match of a pattern in a text; `steps` were needed, `spans` were found."""

    def __init__(self, pattern, text):
        self.text, self.steps, self.spans = text, 0, []
        self.groups = {}
        tree = _parser.parse(pattern.pattern, pattern.flags)
        is_caseless = bool(pattern.flags & re.IGNORECASE)
        place = 0
        while place <= len(text):
            end = next(self._ends(list(tree), place, is_caseless), None)
            if end is not None:
                self.spans.append((place, end))
            place = end if end is not None and end > place else place + 1

    def _ends(self, items, place, is_caseless):
        """Where these items may end that begin here, in the order in which `re` tries."""
        if not items:
            yield place
            return
        (kind, argument), rest = items[0], items[1:]
        for end in self._one(kind, argument, place, is_caseless):
            yield from self._ends(rest, end, is_caseless)

    def _one(self, kind, argument, place, is_caseless):
        self.steps += 1
        if kind in SINGLE:
            return [place + 1] if self._is_sign(kind, argument, place, is_caseless) else []
        if kind is c.POSSESSIVE_REPEAT:
            return islice(self._repeats(c.MAX_REPEAT, argument, place, is_caseless), 1)
        if kind in {c.MAX_REPEAT, c.MIN_REPEAT}:
            return self._repeats(kind, argument, place, is_caseless)
        return COMPOSED[kind](self, kind, argument, place, is_caseless)

    def _branches(self, _kind, argument, place, is_caseless):
        for tree in argument[1]:
            yield from self._ends(list(tree), place, is_caseless)

    def _group(self, _kind, argument, place, is_caseless):
        group, added, taken, tree = argument
        inside = (is_caseless or bool(added & re.IGNORECASE)) and not taken & re.IGNORECASE
        for end in self._ends(list(tree), place, inside):
            self.groups[group] = self.text[place:end]
            yield end

    def _same_again(self, _kind, argument, place, _is_caseless):
        if self.text.startswith(self.groups[argument], place):
            yield place + len(self.groups[argument])

    def _looks_round(self, kind, argument, place, is_caseless):
        direction, tree = argument
        start = place - tree.getwidth()[0] if direction < 0 else place
        found = start >= 0 and any(True for _ in self._ends(list(tree), start, is_caseless))
        if found is (kind is c.ASSERT):
            yield place

    def _anchor(self, _kind, argument, place, _is_caseless):
        if self._is_at(argument, place):
            yield place

    def _repeats(self, kind, argument, place, is_caseless):
        fewest, most, tree = argument
        if len(tree) == 1 and tree[0][0] in SINGLE:
            yield from self._single_repeats(kind, argument, place, is_caseless)
            return
        more = (
            end
            for once in (self._ends(list(tree), place, is_caseless) if most else ())
            if once > place
            for end in self._repeats(
                kind, (max(fewest - 1, 0), less_one(most), tree), once, is_caseless
            )
        )
        if kind is c.MIN_REPEAT and fewest == 0:
            yield place
        yield from more
        if kind is c.MAX_REPEAT and fewest == 0:
            yield place

    def _single_repeats(self, kind, argument, place, is_caseless):
        fewest, most, tree = argument
        longest = place
        while longest - place < most and self._is_sign(*tree[0], longest, is_caseless):
            self.steps += 1
            longest += 1
        ends = range(place + fewest, longest + 1)
        for end in ends if kind is c.MIN_REPEAT else reversed(ends):
            self.steps += 1
            yield end

    def _is_sign(self, kind, argument, place, is_caseless):
        if place >= len(self.text):
            return False
        sign = self.text[place]
        signs = {sign, sign.lower(), sign.upper()} if is_caseless else {sign}
        if kind is c.ANY:
            return sign != "\n"
        if kind is c.IN:
            return any(is_in_set(argument, each) for each in signs)
        return (chr(argument) in signs) is (kind is c.LITERAL)

    def _is_at(self, argument, place):
        if argument in {c.AT_BEGINNING, c.AT_BEGINNING_STRING}:
            return place == 0
        if argument in {c.AT_END, c.AT_END_STRING}:
            return place == len(self.text)
        before = place > 0 and WORD.match(self.text[place - 1]) is not None
        after = place < len(self.text) and WORD.match(self.text[place]) is not None
        return (before != after) is (argument is c.AT_BOUNDARY)


def less_one(most):
    return most if most is c.MAXREPEAT else most - 1


def is_in_set(members, sign):
    is_negated = members[0][0] is c.NEGATE
    for kind, argument in members:
        if (
            (kind is c.LITERAL and ord(sign) == argument)
            or (kind is c.RANGE and argument[0] <= ord(sign) <= argument[1])
            or (kind is c.CATEGORY and CATEGORIES[argument].match(sign))
        ):
            return not is_negated
    return is_negated


COMPOSED = {
    c.BRANCH: Search._branches,
    c.SUBPATTERN: Search._group,
    c.GROUPREF: Search._same_again,
    c.ASSERT: Search._looks_round,
    c.ASSERT_NOT: Search._looks_round,
    c.AT: Search._anchor,
}
