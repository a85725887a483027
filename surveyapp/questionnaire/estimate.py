"""Estimate: the burden of a form for each kind of respondent, before anybody answers.

A questionnaire without profiles has one estimate, the longest path that there can be: every
question and every row is asked, whatever its condition. No respondent has more to do.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from surveyapp.questionnaire.burden import AS_USUAL, Burden, WordCount, burden_of_section
from surveyapp.questionnaire.flow import Flow, country_of
from surveyapp.questionnaire.given import given_cells
from surveyapp.questionnaire.lint.finding import Finding, Severity
from surveyapp.questionnaire.model import Questionnaire, Section
from surveyapp.questionnaire.profile import Profile, ticks_of
from surveyapp.questionnaire.wording import Wording
from surveyapp.questions.language import Translate

STEP = 5
"""People are told minutes in steps of this many."""

HEAVIEST = 3
"""So many sections are named where a form takes too long."""

WordingOf = Callable[[str], Wording]
"""The wording of a questionnaire in a language."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one edition asks of one profile; sections: those that ask something, in order.

    profile: None for every question and every row; country: whose variants are read, None where
    the profile says none.
    """

    profile: str | None
    language: str
    country: str | None
    edition: str
    sections: tuple[tuple[Section, Burden], ...]

    @property
    def total(self) -> Burden:
        """The burden of the whole form."""
        return sum((burden for _, burden in self.sections), Burden())

    @property
    def heaviest(self) -> tuple[tuple[Section, Burden], ...]:
        """The sections that take the longest, the longest first."""
        longest = sorted(self.sections, key=lambda each: each[1].minutes, reverse=True)
        return tuple(longest[:HEAVIEST])


@dataclass(frozen=True, slots=True)
class MinutesRange:
    """The time needed by the quickest and the slowest profile, in minutes, in steps of five."""

    least: int
    most: int


def minutes_words(needed: MinutesRange, translate: Translate) -> str:
    """About how long something takes, from the quickest to the slowest."""
    if needed.least == needed.most:
        return translate.ngettext("about %(num)d minute", "about %(num)d minutes", needed.most)
    return translate.ngettext(
        "about %(least)s to %(num)d minute",
        "about %(least)s to %(num)d minutes",
        needed.most,
        least=needed.least,
    )


def estimates(
    form: Questionnaire, profiles: Sequence[Profile], wording_of: WordingOf
) -> tuple[Estimate, ...]:
    """Every profile in every edition, each in its own language; form: the full edition."""
    return tuple(
        estimate(form, edition, profile, wording_of(_language(form, profile)))
        for profile in profiles or (None,)
        for edition in form.editions
    )


def estimate(
    form: Questionnaire, edition: str, profile: Profile | None, wording: Wording
) -> Estimate:
    """What an edition asks of a profile in this wording; None: every question and every row.

    form: the full edition. The profile must fit it, see `inspect_profile`.
    """
    asked = form.in_edition(edition)
    if profile is None:
        flow, ticks = Flow(_without_routing(asked), {}), AS_USUAL
    else:
        flow, ticks = Flow(asked, given_cells(form, profile.given)), ticks_of(form, profile)
    count = WordCount(wording, country_of(flow))
    sections = ((s, burden_of_section(flow, s, count, ticks)) for s in asked.sections)
    return Estimate(
        profile=profile.profile if profile else None,
        language=wording.language,
        country=count.country,
        edition=edition,
        sections=tuple((section, burden) for section, burden in sections if burden.pages),
    )


def minutes_for(
    form: Questionnaire, profiles: Sequence[Profile], wording: Wording
) -> Mapping[str, MinutesRange]:
    """Edition -> time needed by the profiles that read this language; by all where none does.

    form: the full edition.
    """
    those = [profile for profile in profiles if profile.language == wording.language]
    found = estimates(form, those or profiles, lambda _language: wording)
    return {edition: _range(found, edition) for edition in form.editions}


def is_too_long(form: Questionnaire, found: Estimate) -> bool:
    """Whether it is above the minutes that the questionnaire allows to its edition."""
    limit = form.minutes.get(found.edition)
    return limit is not None and found.total.minutes > limit


def too_long(form: Questionnaire, found: Sequence[Estimate]) -> Iterator[Finding]:
    """The estimates above the minutes that the questionnaire allows to their edition."""
    for each in found:
        if is_too_long(form, each):
            limit = form.minutes[each.edition]
            who = f"“{each.profile}”" if each.profile else "whoever is asked everything"
            where = ", ".join(f"{s.letter} {s.name} {b.minutes:.1f}" for s, b in each.heaviest)
            yield Finding(
                ("minutes", each.edition),
                "takes-too-long",
                f"{who} needs {each.total.minutes:.1f} minutes for {each.edition}, not {limit};"
                f" most in {where}",
                "ask less there, or allow more",
                Severity.WARNING,
            )


def _language(form: Questionnaire, profile: Profile | None) -> str:
    return profile.language if profile else form.source_language


def _range(found: Sequence[Estimate], edition: str) -> MinutesRange:
    minutes = [each.total.minutes for each in found if each.edition == edition]
    return MinutesRange(_in_steps(min(minutes)), _in_steps(max(minutes)))


def _in_steps(minutes: float) -> int:
    """Rounded up; what floating point adds to a whole step is not counted."""
    return STEP * math.ceil(round(minutes / STEP, 6))


def _without_routing(form: Questionnaire) -> Questionnaire:
    questions = {
        name: replace(asked, relevant=None, row_filter=None)
        for name, asked in form.questions.items()
    }
    return replace(form, questions=questions)
