"""Quality: sentences and tables about how well the answers were given, country by country."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from surveyapp.analysis.quality.quality_result import (
    DISMISSED,
    FAILS,
    IN_PART,
    NOT_ANSWERED,
    SEVERAL,
    WHY,
    YES,
    IndicatorGroup,
    IndicatorKind,
    IndicatorResult,
    QualityReport,
)
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questionnaire.wording import PLACEHOLDER
from surveyapp.reports.block import TableRow
from surveyapp.reports.exhibit.table import Table
from surveyapp.reports.labels import Labels

OFTEN = 0.1
"""Share of those asked from which the sentence speaks of a question."""


@dataclass(frozen=True, slots=True)
class QualitySection:
    """One table with its title, what it says in sentences, and how its figures are formed."""

    name: str
    title: str
    sentences: tuple[str, ...]
    note: str
    table: Table


@dataclass(frozen=True, slots=True)
class _Report:
    """What was found, and the words to say it with."""

    found: QualityReport
    form: Questionnaire
    labels: Labels

    def countries(self) -> tuple[str, ...]:
        paths = {code.code: code.text_path for code in self.form.compare_codes}
        return tuple(self.labels.wording.text(paths[code]) for code in self.found.countries)

    def heads(self, *whats: str) -> tuple[str, ...]:
        """One head a group for everything that is told."""
        return tuple(f"{country}: {what}" for what in whats for country in self.countries())

    def title(self, flag: IndicatorResult) -> str:
        asked = self.form.questions[flag.question]
        return f"{asked.number} {self.labels.wording.text(f'{asked.path}.label')}".strip()

    def parts(self, flag: IndicatorResult, code: str) -> tuple[str | None, ...]:
        """One cell a group: institutions, of how many, and the share; None: too few."""
        return tuple(_part(group, code, self.labels) for group in flag.groups)


def quality_sections(
    found: QualityReport, form: Questionnaire, labels: Labels
) -> tuple[QualitySection, ...]:
    """The tables of the quality page in order. form: in the edition that was answered."""
    report = _Report(found, form, labels)
    return (_items(report), _checks(report), _straight(report), _round(report))


def _items(report: _Report) -> QualitySection:
    _ = report.labels.translate.gettext
    flags = report.found.of(IndicatorKind.ITEM)
    why = {flag.question: flag for flag in report.found.of(IndicatorKind.WHY)}
    told = [flag for flag in flags if _is_told(flag, NOT_ANSWERED, IN_PART)]
    told.sort(key=lambda flag: flag.largest_share(NOT_ANSWERED), reverse=True)
    heads = report.heads(_("not answered"), _("answered in part"))
    return QualitySection(
        "items",
        _("Questions without an answer"),
        tuple(_item_sentences(flags, told, report.labels)),
        _(
            "Of the institutions that were asked. A table counts as not answered when no cell of it"
            " has an answer, and as answered in part when some have none."
        ),
        Table(
            (*heads, _("Reasons for no answer")),
            tuple(_item_row(flag, why[flag.question], report) for flag in told),
        ),
    )


def _item_row(flag: IndicatorResult, why: IndicatorResult, report: _Report) -> TableRow:
    has_parts = IN_PART in flag.groups[0].counts
    in_part = report.parts(flag, IN_PART) if has_parts else ("–",) * len(flag.groups)
    nobody = all(group.counts[NOT_ANSWERED] == 0 for group in flag.groups)
    reasons = "–" if nobody else _reasons(why, report)
    cells = (*report.parts(flag, NOT_ANSWERED), *in_part, reasons)
    return TableRow(report.title(flag), cells)


def _item_sentences(
    flags: Sequence[IndicatorResult], told: Sequence[IndicatorResult], labels: Labels
) -> Iterator[str]:
    ngettext = labels.translate.ngettext
    often = sum(flag.largest_share(NOT_ANSWERED) >= OFTEN for flag in told)
    full = sum(_is_full(flag) for flag in flags)
    rest = len(flags) - len(told) - full
    if often:
        yield ngettext(
            "%(num)d question was left without an answer by at least one in ten of the"
            " institutions asked.",
            "%(num)d questions were left without an answer by at least one in ten of the"
            " institutions asked.",
            often,
        )
    if full:
        yield ngettext(
            "%(num)d question was answered completely by everybody who was asked.",
            "%(num)d questions were answered completely by everybody who was asked.",
            full,
        )
    if rest:
        yield _not_in_the_table(rest, labels)


def _not_in_the_table(num: int, labels: Labels) -> str:
    return labels.translate.ngettext(
        "%(num)d question is not in the table: too few institutions of a group were asked it, or"
        " their number would tell a closely protected answer.",
        "%(num)d questions are not in the table: too few institutions of a group were asked them,"
        " or their number would tell a closely protected answer.",
        num,
    )


def _reasons(why: IndicatorResult, report: _Report) -> str | None:
    """Group by group what may be told; None: nothing of any."""
    parts = []
    for country, group in zip(report.countries(), why.groups, strict=True):
        told = [
            f"{_reason(code, report.labels)} {report.labels.number(n)}"
            for code, n in group.counts.items()
            if n
        ]
        if told:
            parts.append(f"{country}: {', '.join(told)}")
    return "; ".join(parts) or None


def _reason(code: str, labels: Labels) -> str:
    if code == SEVERAL:
        return labels.translate.gettext("several reasons")
    return labels.wording.text(f"code_lists.missing.{code.removeprefix(WHY)}")


def _checks(report: _Report) -> QualitySection:
    _, ngettext = report.labels.translate.gettext, report.labels.translate.ngettext
    flags = [flag for flag in report.found.of(IndicatorKind.CHECK) if flag.largest_share(FAILS)]
    flags.sort(key=lambda flag: flag.largest_share(FAILS), reverse=True)
    none = _("No check disagrees with answers, as far as enough institutions were asked.")
    some = ngettext(
        "%(num)d check disagrees with the answers of at least one institution.",
        "%(num)d checks disagree with the answers of at least one institution.",
        len(flags),
    )
    heads = report.heads(_("does not agree"), _("of these confirmed or explained"))
    return QualitySection(
        "checks",
        _("Answers that a check asked about"),
        (some if flags else none,),
        _(
            "Of the institutions whose answers could be checked: numbers that look too large, sums"
            " that differ, rows left empty. Who keeps such an answer is asked to confirm or to"
            " explain it; the words of an explanation are not shown here."
        ),
        Table(heads, tuple(_check_row(flag, report) for flag in flags)),
    )


def _check_row(flag: IndicatorResult, report: _Report) -> TableRow:
    words = PLACEHOLDER.sub("…", report.labels.wording.text(flag.text_path or ""))
    number = report.form.questions[flag.question].number
    dismissed = tuple(_count(group, DISMISSED, report.labels) for group in flag.groups)
    return TableRow(f"{number} {words}".strip(), (*report.parts(flag, FAILS), *dismissed))


def _straight(report: _Report) -> QualitySection:
    _, ngettext = report.labels.translate.gettext, report.labels.translate.ngettext
    flags = report.found.of(IndicatorKind.STRAIGHT)
    num = _count_told(flags)
    none = _("In no table did an institution answer every row alike, as far as enough answered.")
    some = ngettext(
        "In %(num)d table at least one institution answered every row alike.",
        "In %(num)d tables at least one institution answered every row alike.",
        num,
    )
    return QualitySection(
        "straight",
        _("The same answer in every row"),
        (some if num else none,),
        _(
            "Of the institutions that answered at least four rows. The same answer everywhere may"
            " be true; where it is frequent, read the table with care."
        ),
        _shares(flags, _("every row alike"), report),
    )


def _round(report: _Report) -> QualitySection:
    _, ngettext = report.labels.translate.gettext, report.labels.translate.ngettext
    flags = report.found.of(IndicatorKind.ROUND)
    num = _count_told(flags)
    none = _(
        "No question was answered with round numbers alone by an institution, as far as enough"
        " answered."
    )
    some = ngettext(
        "%(num)d question was answered with round numbers alone by at least one institution.",
        "%(num)d questions were answered with round numbers alone by at least one institution.",
        num,
    )
    return QualitySection(
        "round",
        _("Round numbers"),
        (some if num else none,),
        _(
            "Of the institutions that gave a number of 20 or more: those whose numbers from 20 on"
            " all end in 0. About one in ten would by chance; many more point to estimates."
        ),
        _shares(flags, _("round numbers alone"), report),
    )


def _shares(flags: Iterable[IndicatorResult], what: str, report: _Report) -> Table:
    """One row a question of which something can be shown, the largest share first."""
    told = [flag for flag in flags if any(cell is not None for cell in report.parts(flag, YES))]
    told.sort(key=lambda flag: flag.largest_share(YES), reverse=True)
    rows = tuple(TableRow(report.title(flag), report.parts(flag, YES)) for flag in told)
    return Table(report.heads(what), rows)


def _count_told(flags: Iterable[IndicatorResult]) -> int:
    return sum(flag.largest_share(YES) > 0 for flag in flags)


def _is_told(flag: IndicatorResult, *codes: str) -> bool:
    """Whether an institution or more can be shown under one of the codes."""
    return any(flag.largest_share(code) for code in codes)


def _is_full(flag: IndicatorResult) -> bool:
    """Whether everybody who was asked, in every group, gave a complete answer."""
    return all(
        group.n is not None
        and not any(group.counts.get(c, 0) != 0 for c in (NOT_ANSWERED, IN_PART))
        for group in flag.groups
    )


def _part(group: IndicatorGroup, code: str, labels: Labels) -> str | None:
    count, share = group.counts.get(code), group.share(code)
    if count is None or share is None:
        return None
    return f"{labels.number(count)} / {labels.number(group.n or 0)} ({labels.percent(share)})"


def _count(group: IndicatorGroup, code: str, labels: Labels) -> str | None:
    count = group.counts.get(code)
    return None if count is None else labels.number(count)
