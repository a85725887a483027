"""Protection: the rule by which answers stay confidential, in plain words."""

from collections.abc import Iterator

from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.reports.block import Block, Heading, Line, Listing, Paragraph, Span, plain
from surveyapp.reports.labels import Labels

PROTECTION = "protection"
"""Where a document or page explains how answers are protected."""


def protection_blocks(rules: DisclosureRules, labels: Labels) -> Iterator[Block]:
    """What is shown as a number, what as a range and what not at all, and what no rule prevents."""
    _ = labels.translate.gettext
    yield Heading(2, _("How the answers are protected"), PROTECTION)
    yield plain(
        _(
            "The answers are confidential; no institution is named. What protects them is decided"
            " from the size of a group and from the question, before any answer is looked at."
        )
    )
    yield Listing((*protection_lines(rules, labels), _releases(labels)))
    yield plain(
        _(
            "Between rounds there is a limit that no rule removes: whoever believes that all others"
            " answered as in the round before can subtract the figures of one round from those of"
            " the next. What is left tells about the few institutions that came or went. A round in"
            " which nearly all institutions answered as in another one is therefore published only"
            " after it was written down why it harms nobody."
        )
    )


def why_blocks(rules: DisclosureRules, labels: Labels) -> Iterator[Block]:
    """At the foot of a page: the rule, and that the figures are descriptive."""
    _ = labels.translate.gettext
    words = _("Why some groups are not shown, and why there are ranges")
    yield Heading(2, words, PROTECTION)
    yield from map(Paragraph, protection_lines(rules, labels))
    yield plain(
        _(
            "The figures are descriptive, not representative: they say what these institutions"
            " answered, not more."
        )
    )


def protection_lines(rules: DisclosureRules, labels: Labels) -> tuple[Line, ...]:
    """What is shown as a number, what as a range and what not at all."""
    lines = (_groups(rules, labels), _standard(labels), _close(rules, labels))
    return (*lines, _numbers(rules, labels), _people(rules, labels))


def _groups(rules: DisclosureRules, labels: Labels) -> Line:
    translate = labels.translate
    words = translate.ngettext(
        "Figures are published of groups of at least %(num)d institution that answered. Of a"
        " smaller group, and of groups of which one less the other would leave so few, only the"
        " size is told: “too few answered”.",
        "Figures are published of groups of at least %(num)d institutions that answered. Of a"
        " smaller group, and of groups of which one less the other would leave so few, only the"
        " size is told: “too few answered”.",
        rules.k,
    )
    return _strong(translate.gettext("Groups."), words)


def _standard(labels: Labels) -> Line:
    _ = labels.translate.gettext
    return _strong(
        _("Most questions."),
        _(
            "In such a group every number, share and difference is exact, also where one"
            " institution, none or all gave an answer."
        ),
    )


def _close(rules: DisclosureRules, labels: Labels) -> Line:
    translate = labels.translate
    words = translate.ngettext(
        "Answers that could be held against an institution or endanger people are closely"
        " protected: groups have at least %(num)d institution, and a number that is small, or"
        " nearly all, stands as a range that holds it, such as 0–4. A range leaves at least"
        " %(k)s possible values (a few less in the smallest groups), also to readers who run this"
        " program again. Of those who gave no answer only their number is told.",
        "Answers that could be held against an institution or endanger people are closely"
        " protected: groups have at least %(num)d institutions, and a number that is small, or"
        " nearly all, stands as a range that holds it, such as 0–4. A range leaves at least"
        " %(k)s possible values (a few less in the smallest groups), also to readers who run this"
        " program again. Of those who gave no answer only their number is told.",
        rules.smallest_sensitive,
        k=labels.number(rules.k),
    )
    return _strong(translate.gettext("Closely protected questions."), words)


def _numbers(rules: DisclosureRules, labels: Labels) -> Line:
    translate = labels.translate
    words = translate.ngettext(
        "Beds, hours and the like are shown by class. A mean, a total and a shift are given from"
        " %(num)d answer on, and only where nobody could come within %(close)s of one"
        " institution’s number.",
        "Beds, hours and the like are shown by class. A mean, a total and a shift are given from"
        " %(num)d answers on, and only where nobody could come within %(close)s of one"
        " institution’s number.",
        rules.quartiles_from,
        close=labels.percent(rules.second_guess),
    )
    return _strong(translate.gettext("Numbers."), words)


def _people(rules: DisclosureRules, labels: Labels) -> Line:
    translate = labels.translate
    words = translate.gettext(
        "Sums of people stand as ranges between multiples of %(step)s, such as %(low)s–%(high)s,"
        " after “fewer than five” was added as 1 to 4. They are not shown where one institution"
        " holds more than %(dominance)s of a sum.",
        step=labels.number(rules.people_step),
        low=labels.number(2 * rules.people_step),
        high=labels.number(3 * rules.people_step - 1),
        dominance=labels.percent(rules.dominance),
    )
    return _strong(translate.gettext("Numbers of people."), words)


def _releases(labels: Labels) -> Line:
    _ = labels.translate.gettext
    return _strong(
        _("Releases."),
        _(
            "What was published of a round is kept. Whatever is published of the same round later"
            " shows these figures unchanged; another figure takes the place of one only where the"
            " answers of enough further institutions make it."
        ),
    )


def _strong(name: str, words: str) -> Line:
    return Span(name, is_strong=True), Span(f" {words}")
