"""Exhibit: what the protected table allows beside one comparison, line by line."""

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Line:
    """One line of a table. fractions: (count, n, percent) by place of the group; words: further
    figures by place of the group, under None those of both together.
    """

    fractions: dict = field(default_factory=lambda: defaultdict(set))
    words: dict = field(default_factory=lambda: defaultdict(set))


@dataclass
class Exhibit:
    """Everything that the tables allow beside one comparison; lines by their label.

    base: figures of the whole, such as how many were asked.
    """

    name: str
    title: str
    groups: tuple
    lines: dict = field(default_factory=lambda: defaultdict(Line))
    base: set = field(default_factory=set)
    labels: set = field(default_factory=set)

    def fractions(self, label=None, place=None):
        """All that may be printed; of one line, and of one group, where these are known."""
        places = (0, 1) if place is None else (place,)
        lines = self._lines(label)
        return {each for line in lines for at in places for each in line.fractions[at]}

    def words(self, label=None, place=None):
        places = (0, 1, None) if place is None else (place,)
        return {each for line in self._lines(label) for at in places for each in line.words[at]}

    def _lines(self, label):
        """One, or none of that label; all where it is not known."""
        if label is None:
            return self.lines.values()
        return [self.lines[label]] if label in self.lines else []
