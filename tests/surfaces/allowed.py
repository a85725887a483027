"""What may stand on a surface: worked out anew from the protected table, exhibit by exhibit.

Counts, shares and their differences are computed here, by arithmetic that the package does not
share. What needs more than that (intervals, medians, compositions) is taken from views of the
protected table that were made beside a snapshot without rows, so that no answer can reach it.
"""

from collections import Counter, defaultdict

import pyarrow as pa

from surveyapp.analysis.comparison.comparison import view, view_split
from surveyapp.analysis.comparison.sampling_frame import frame_of
from surveyapp.analysis.dissemination_plan import Show
from surveyapp.analysis.microdata.snapshot import Snapshot
from surveyapp.analysis.outputs import with_crosses
from surveyapp.analysis.result import RANKED
from surveyapp.questions.column import TICKED, Role
from tests.surfaces.exhibit import Exhibit
from tests.surfaces.written import (
    difference_words,
    ends_words,
    gaps_of,
    location_words,
    number,
    percent,
    shares,
    signed_number,
    total_words,
)


def without_rows(made, form):
    """Both views of a publication, of its protected tables alone."""
    whole = made.whole
    origin = type("Origin", (), {"questionnaire": whole.questionnaire, "version": whole.version})
    origin.synthetic = whole.synthetic
    nothing = Snapshot(origin, whole.snapshot, 0, pa.table({}))
    frame = frame_of(form, made.publication, made.table.plan)
    return tuple(
        with_crosses(make(made.table, nothing, frame), made.crosses) for make in (view, view_split)
    )


def of_codes(group, codes):
    """Fewest and most of several codes together; None in a closed group."""
    if group.size is None or None in group.cells.values():
        return None
    size = group.size
    inside = [group.cells[code] for code in codes]
    outside = [band for code, band in group.cells.items() if code not in codes]
    low = max(sum(b.low for b in inside), size.low - sum(b.high for b in outside))
    high = min(sum(b.high for b in inside), size.high - sum(b.low for b in outside))
    return low, high


class Allowed:
    """The exhibits of one view. part: of the split, None for everybody."""

    def __init__(self, made, form, labels, part=None):
        self.made, self.form, self.labels, self.part = made, form, labels, part
        self.publication = made.publication
        whole, split = without_rows(made, form)
        self.view = whole if part is None else split
        self.columns = {each.column.name: each for each in made.table.columns}
        self.derived = {each.column.name: each for each in self.view.columns}
        by = form.compare_by
        self.names = [(by, code.code) for code in form.compare_codes[:2]]
        self.countries = tuple(labels.wording.text(c.text_path) for c in form.compare_codes[:2])
        self.exhibits = {each.name: self._exhibit(each) for each in self.publication.comparisons()}

    def group(self, place):
        name = (self.names[place],)
        return name if self.part is None else (*name, (self.form.split_by, self.part))

    def _exhibit(self, declared):
        title = self.labels.wording.text(declared.text_path)
        made = Exhibit(declared.name, title, self.countries)
        names = (declared.index.name,) if declared.index else declared.columns
        columns = [self.columns[name] for name in names if name in self.columns]
        for column in columns:
            self._lines(made, declared, column)
        self._base(made, columns)
        if declared.index:
            made.base.update({"0", "100"})
        by_name = {each.name: each for each in self.publication.series}
        for each in declared.series:  # published by others, and written into the plan
            made.base.update(number(point.value) for point in by_name[each].points)
        if declared.show is Show.COMPOSITION:
            self._composition(made, declared)
        if declared.show is Show.CROSS:
            self._cross(made, declared)
        if declared.show is Show.TOTALS:
            self._sums(made, declared)
        return made

    def _label(self, column, code):
        line = self.labels.line(column)
        if column.role in (Role.OPTION, Role.RANK):
            return line
        return ": ".join(part for part in (line, self.labels.code(column, code)) if part)

    def _lines(self, made, declared, protected):
        column = protected.column
        is_single = column.role in (Role.OPTION, Role.RANK)
        codes = {TICKED, RANKED} if is_single else set(column.codes)
        taken = {self._label(column, c): (c,) for c in column.codes if c in codes}
        if column.role is Role.RANK:
            taken = {self.labels.line(column): (RANKED,)}
        for each in declared.together:
            if each.codes:
                words = self.labels.wording.text(each.text_path)
                taken[": ".join(p for p in (self.labels.line(column), words) if p)] = each.codes
        for label, of in taken.items():
            self._shares(made.lines[label or made.title], protected, of)
        together = [each for each in declared.together if each.codes]
        if together and self.labels.line(column):
            # a sentence names the line alone where several codes are taken together
            self._shares(made.lines[self.labels.line(column)], protected, together[0].codes)
        if column.is_classed:
            made.labels.update(self.labels.code(column, code) for code in column.codes)
        self._numbers(made, self.labels.line(column) or made.title, protected)

    def _shares(self, line, protected, codes):
        ends = []
        for place in (0, 1):
            group = protected.groups[self.group(place)]
            band = (
                of_codes(group, codes) if group.cells and set(codes) <= set(group.cells) else None
            )
            if band is None:
                continue
            size = (group.size.low, group.size.high)
            share = shares(band, size)
            ends.append(share)
            self._fraction(line, place, band, size, share)
        if len(ends) == 2:
            exact = ends[1][0] - ends[0][1], ends[1][1] - ends[0][0]
            line.words[None].update(difference_words(self._rounded(protected, codes, exact)))
        self._derived(line, protected.column, codes)

    def _rounded(self, protected, codes, ends):
        """Differences are taken before rounding."""
        groups = [protected.groups[self.group(place)] for place in (0, 1)]
        if len(codes) != 1:
            return ends
        (first, second) = (
            (
                b.low / g.size.high if g.size.high else 0.0,
                min(1.0, b.high / g.size.low) if g.size.low else 1.0,
            )
            for g in groups
            for b in [g.cells[codes[0]]]
        )
        return round(second[0] - first[1], 4), round(second[1] - first[0], 4)

    def _fraction(self, line, place, band, size, share):
        low, high = map(percent, share)
        words = ends_words(low, high)
        line.fractions[place].add((ends_words(*band), ends_words(*size), words))
        line.words[place].update({f"{words}%", words, f"{low}%", f"{high}%"})
        line.words[place].update({ends_words(*band)})

    def _derived(self, line, column, codes):
        """Ranges of a share and of a difference by what the silent would say, and intervals."""
        shown = self.derived[column.name]
        for place, group in enumerate(shown.groups[:2]):
            for value in group.values:
                if (value.code,) == tuple(codes):
                    for ends in (value.bounds, *((i.low, i.high) for i in value.intervals)):
                        line.words[place].update(f"{percent(e)}%" for e in ends or ())
        for difference in shown.differences:
            if (difference.code,) == tuple(codes):
                for ends in (difference.interval, *((i.low, i.high) for i in difference.intervals)):
                    if ends:
                        line.words[None].update(difference_words(ends))
                        nearer = max(ends[0], -ends[1], 0.0)
                        line.words[None].add(str(int(round(nearer * 100, 6))))
        bounds = [
            next((v.bounds for v in g.values if (v.code,) == tuple(codes)), None)
            for g in shown.groups[:2]
        ]
        if None not in bounds and len(bounds) == 2:
            nearer = max(bounds[1][0] - bounds[0][1], bounds[0][0] - bounds[1][1], 0.0)
            line.words[None].add(str(int(round(nearer * 100, 6))))

    def _numbers(self, made, label, protected):
        """Means, points and totals, and how far they stand apart."""
        column, found = protected.column, defaultdict(list)
        mean_label = ": ".join(p for p in (self.labels.line(column), "mean") if p)
        lines = [made.lines[label], made.lines[mean_label]]
        for place in (0, 1):
            shown = self.derived[column.name].groups[place]
            if shown.median is not None:
                made.lines[label].words[place].add(self.labels.code(column, shown.median))
            for kind, ends in self._locations(protected, place, shown.mean_band):
                if kind == "band":
                    made.base.update(map(number, ends))
                for line in lines:
                    line.words[place].update(location_words(kind, ends))
                found[kind].append(ends)
        gaps = [gap for kind, of in found.items() if kind != "total" for gap in gaps_of(of)]
        gaps += self._of_columns(column)
        for line in lines:
            line.words[None].update(map(signed_number, gaps))

    def _locations(self, protected, place, mean_band):
        """What is told of a group beside counts, each as two ends."""
        group = protected.groups[self.group(place)]
        found = {"points": group.mean_points, "band": mean_band}
        if group.summary is not None:
            found |= {"mean": group.summary.mean, "total": group.summary.total}
        for kind, value in found.items():
            if value is not None:
                yield kind, value if isinstance(value, tuple) else (value, value)

    def _of_columns(self, column):
        """Differences of a whole column, such as a shift."""
        for each in self.derived[column.name].differences:
            if each.code is None:
                yield from (v for v in (each.value, *(each.band or ())) if v is not None)

    def _base(self, made, columns):
        """How many were asked and answered, and how many gave which reason."""
        lines = list({each.column.cell: each for each in columns}.values())
        for place in (0, 1):
            groups = [each.groups[self.group(place)] for each in lines]
            shown = [self.derived[each.column.name].groups[place] for each in lines]
            told = [g for g, each in zip(groups, shown, strict=True) if not each.is_hidden]
            for some in (groups, told):
                self._totals(made, some)

    def _totals(self, made, groups):
        reasons = Counter()
        silent = [g.n_asked - g.n for g in groups if None not in (g.n, g.n_asked)]
        for group in groups:
            reasons.update(group.missing)
            if group.size is not None:
                made.base.add(ends_words(group.size.low, group.size.high))
                made.base.update({number(group.size.low), number(group.size.high)})
            if group.n_asked is not None:
                made.base.add(number(group.n_asked))
        sizes = [g.size for g in groups if g.size is not None]
        if sizes:
            made.base.add(ends_words(min(s.low for s in sizes), max(s.high for s in sizes)))
        made.base.update(number(n) for n in reasons.values())
        own = [g.n_asked - g.n for g in groups if None not in (g.n, g.n_asked) and not g.missing]
        made.base.update({number(sum(silent)), number(sum(own))})

    def _composition(self, made, declared):
        paths = {each.name: each.text_path for each in declared.together}
        for found in self.view.compositions:
            place = self._place(found.group)
            if found.name != declared.name or place is None:
                continue
            for part in found.parts:
                if part.low is not None:
                    words = ends_words(percent(part.low), percent(min(1.0, part.high)), unit="%")
                    path = paths.get(part.line)
                    label = self.labels.wording.text(path) if path else self._line_of(part.line)
                    made.lines[label].words[place].add(words)

    def _line_of(self, name):
        return self.labels.line(self.columns[name].column)

    def _place(self, group):
        return next((place for place in (0, 1) if self.group(place) == group), None)

    def _cross(self, made, declared):
        for name, cross in self.made.crosses:
            for place in (0, 1):
                group = cross.groups.get(self.group(place)) if name == declared.name else None
                if group is None or group.n is None:
                    continue
                made.base.update({number(group.n), number(group.n_asked)})
                first = self.columns[cross.first].column
                for (code, _other), count in group.cells.items():
                    label = f"{self.countries[place]}: {self.labels.code(first, code)}"
                    if count is not None:
                        made.lines[label].words[None].add(number(count))
                        for at in (0, 1):
                            made.lines[label].words[at].add(number(count))

    def _sums(self, made, declared):
        """Lines that the plan takes together, where each total is shown."""
        for each in declared.together:
            label = self.labels.wording.text(each.text_path)
            for place in (0, 1):
                groups = [
                    self.columns[name].groups[self.group(place)]
                    for name in each.columns
                    if name in self.columns
                ]
                totals = [g.summary.total if g.summary else None for g in groups]
                if totals and None not in totals:
                    ends = [(int(a), int(b) - (a < b)) for a, b in totals]
                    low, high = sum(a for a, _ in ends), sum(b for _, b in ends)
                    made.lines[label].words[place].update(total_words((low, high + (low < high))))
