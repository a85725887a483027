"""Line sentence: which line of a table stands out, on what that rests, and where shares are larger.

A superlative is said only where it is certain: over all lines that can be compared, or else over
those of which the difference is a number, and then it says so. At nought, and of fewer than two
lines, there is none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveyapp.questions.column import Role
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.range_words import count_range, percent_range, points_apart
from surveyapp.reports.sentence.statement import (
    ComparedLine,
    GroupShare,
    Lines,
    LineScope,
    line_words,
)


@dataclass(frozen=True, slots=True)
class LineWords:
    """The words for lines. groups: the two compared; is_mirror: each speaks about the other."""

    groups: tuple[str, str]
    labels: Labels
    is_mirror: bool = False

    def said(self, lines: Lines) -> tuple[str, ...]:
        """One sentence or several, the first about one line; none without lines."""
        if lines.chosen is None:
            return ()
        scope, line = lines.chosen
        found = {
            LineScope.ONE: self._only,
            LineScope.ALL: self._largest_of_all,
            LineScope.NUMBERS: self._largest_number,
            LineScope.CERTAIN: self._most_certain,
        }[scope](line, lines)
        return (*found, *self._sides_ahead(line, lines))

    def _only(self, line: ComparedLine, lines: Lines) -> Iterator[str]:
        """The one figure that can be compared, and that it is the only one."""
        yield self._plain(line)
        n_others = lines.n - len(lines.compared)
        if n_others:
            yield self.labels.translate.ngettext(
                "%(num)d other line of the table cannot be compared.",
                "%(num)d other lines of the table cannot be compared.",
                n_others,
            )

    def _plain(self, line: ComparedLine) -> str:
        _ = self.labels.translate.gettext
        sides = self._sides(line)
        if line.is_level:
            return _("“%(what)s”: %(first)s in %(country)s and %(second)s in %(other)s.", **sides)
        if line.value is not None:
            return _(
                "“%(what)s”: %(first)s in %(country)s and %(second)s in %(other)s, a difference of"
                " %(points)s.",
                points=self._points(line),
                **sides,
            )
        return self._plain_range(line, sides)

    def _plain_range(self, line: ComparedLine, sides: dict[str, str]) -> str:
        _ = self.labels.translate.gettext
        if line.ahead is None:
            return _(
                "“%(what)s”: %(first)s in %(country)s and %(second)s in %(other)s; in which group"
                " more often cannot be told.",
                **sides,
            )
        told = {"ahead": self.groups[line.ahead], "points": self._points(line), **sides}
        if self.is_mirror:
            return _(
                "“%(what)s”: %(first)s in %(country)s and %(second)s in %(other)s; said more often"
                " in %(ahead)s, by %(points)s.",
                **told,
            )
        return _(
            "“%(what)s”: %(first)s in %(country)s and %(second)s in %(other)s; more often in"
            " %(ahead)s, by %(points)s.",
            **told,
        )

    def _largest_of_all(self, line: ComparedLine, lines: Lines) -> Iterator[str]:
        if line.is_level:
            yield self._none_differs(lines)
            return
        translate, n = self.labels.translate, len(lines.compared)
        told = {"points": self._points(line), **self._sides(line)}
        if n == lines.n:
            yield translate.ngettext(
                "Of all %(num)d lines of the table, the largest difference is in “%(what)s”:"
                " %(first)s in %(country)s and %(second)s in %(other)s, %(points)s.",
                "Of all %(num)d lines of the table, the largest difference is in “%(what)s”:"
                " %(first)s in %(country)s and %(second)s in %(other)s, %(points)s.",
                n,
                **told,
            )
        else:
            yield translate.ngettext(
                "Of the %(num)d lines of the table that can be compared (of %(all)s), the largest"
                " difference is in “%(what)s”: %(first)s in %(country)s and %(second)s in"
                " %(other)s, %(points)s.",
                "Of the %(num)d lines of the table that can be compared (of %(all)s), the largest"
                " difference is in “%(what)s”: %(first)s in %(country)s and %(second)s in"
                " %(other)s, %(points)s.",
                n,
                all=self.labels.number(lines.n),
                **told,
            )
        if line.value is not None:
            yield from self._equals(lines)

    def _none_differs(self, lines: Lines) -> str:
        return self.labels.translate.ngettext(
            "In none of the %(num)d lines of the table that can be compared (of %(all)s) do the"
            " groups stand a percentage point apart.",
            "In none of the %(num)d lines of the table that can be compared (of %(all)s) do the"
            " groups stand a percentage point apart.",
            len(lines.compared),
            all=self.labels.number(lines.n),
        )

    def _largest_number(self, line: ComparedLine, lines: Lines) -> Iterator[str]:
        translate, n = self.labels.translate, len(lines.numbers)
        if line.is_level:
            yield translate.ngettext(
                "In none of the %(num)d lines of the table of which the difference is a number (of"
                " %(all)s) do the groups stand a percentage point apart.",
                "In none of the %(num)d lines of the table of which the difference is a number (of"
                " %(all)s) do the groups stand a percentage point apart.",
                n,
                all=self.labels.number(lines.n),
            )
        else:
            yield translate.ngettext(
                "Of the %(num)d lines of the table of which the difference is a number (of"
                " %(all)s), the largest is in “%(what)s”: %(first)s in %(country)s and %(second)s"
                " in %(other)s, %(points)s.",
                "Of the %(num)d lines of the table of which the difference is a number (of"
                " %(all)s), the largest is in “%(what)s”: %(first)s in %(country)s and %(second)s"
                " in %(other)s, %(points)s.",
                n,
                all=self.labels.number(lines.n),
                points=self._points(line),
                **self._sides(line),
            )
            yield from self._equals(lines)
        yield translate.ngettext(
            "In %(num)d further line the difference is a range, which may be larger.",
            "In %(num)d further lines the difference is a range, which may be larger.",
            lines.n_ranges,
        )

    def _equals(self, lines: Lines) -> Iterator[str]:
        if lines.n_as_large:
            yield self.labels.translate.ngettext(
                "The difference is as large in %(num)d other line.",
                "The difference is as large in %(num)d other lines.",
                lines.n_as_large,
            )

    def _most_certain(self, line: ComparedLine, lines: Lines) -> Iterator[str]:
        """Of ranges, none of which is surely the largest."""
        translate, n = self.labels.translate, len(lines.compared)
        if line.ahead is None:
            yield translate.ngettext(
                "In none of the %(num)d lines of the table that can be compared (of %(all)s) is it"
                " certain in which group the share is larger.",
                "In none of the %(num)d lines of the table that can be compared (of %(all)s) is it"
                " certain in which group the share is larger.",
                n,
                all=self.labels.number(lines.n),
            )
            return
        yield self._plain(line)
        if n == lines.n and all(each.code == line.code for each in lines.compared):
            return
        yield translate.ngettext(
            "Of the %(num)d lines of the table that can be compared (of %(all)s), it is certain in"
            " %(certain)s in which group the share is larger.",
            "Of the %(num)d lines of the table that can be compared (of %(all)s), it is certain in"
            " %(certain)s in which group the share is larger.",
            n,
            all=self.labels.number(lines.n),
            certain=self.labels.number(sum(each.ahead is not None for each in lines.compared)),
        )

    def _sides_ahead(self, line: ComparedLine, lines: Lines) -> Iterator[str]:
        """In how many lines of the same answer which group has the larger share."""
        alike = [each for each in lines.compared if each.code == line.code]
        is_table = len({each.column.name for each in alike}) > 1
        if not is_table or all(each.ahead is None for each in alike):
            return
        _ = self.labels.translate.gettext
        where = ", ".join(self._where(alike))
        if line.column.role is Role.ANSWER and line.code is not None:
            answer = self.labels.code(line.column, line.code)
            words = _("The share of “%(answer)s” is larger %(where)s", answer=answer, where=where)
        else:
            words = _("The share is larger %(where)s", where=where)
        yield f"{'; '.join((words, *self._open(alike)))}."

    def _where(self, alike: Sequence[ComparedLine]) -> Iterator[str]:
        for place, country in enumerate(self.groups):
            n = sum(each.ahead == place for each in alike)
            if n:
                yield self.labels.translate.ngettext(
                    "in %(country)s in %(num)d line",
                    "in %(country)s in %(num)d lines",
                    n,
                    country=country,
                )

    def _open(self, alike: Sequence[ComparedLine]) -> Iterator[str]:
        ngettext = self.labels.translate.ngettext
        n_level = sum(each.is_level for each in alike)
        n_open = sum(each.ahead is None for each in alike) - n_level
        if n_level:
            yield ngettext(
                "in %(num)d line less than a point lies between them",
                "in %(num)d lines less than a point lies between them",
                n_level,
            )
        if n_open:
            yield ngettext(
                "in %(num)d line it cannot be told", "in %(num)d lines it cannot be told", n_open
            )

    def _points(self, line: ComparedLine) -> str:
        return points_apart(line.ends, self.labels)

    def _sides(self, line: ComparedLine) -> dict[str, str]:
        return {
            "what": line_words(line, self.labels),
            "first": fraction_words(line.parts[0], self.labels),
            "second": fraction_words(line.parts[1], self.labels),
            "country": self.groups[0],
            "other": self.groups[1],
        }


def fraction_words(part: GroupShare, labels: Labels) -> str:
    """Such as ``0–4 of 14 institutions (0–29%)``."""
    if part.n[0] != part.n[1]:
        return labels.translate.gettext(
            "%(count)s of %(n)s institutions (%(percent)s)",
            count=count_range(part.count, labels),
            n=count_range(part.n, labels),
            percent=percent_range(part.share, labels),
        )
    return labels.translate.ngettext(
        "%(count)s of %(num)d institution (%(percent)s)",
        "%(count)s of %(num)d institutions (%(percent)s)",
        part.n[0],
        count=count_range(part.count, labels),
        percent=percent_range(part.share, labels),
    )
