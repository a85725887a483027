"""Attention: what somebody has to look at in a wave today, from what is known without an answer.

Nothing here changes when an institution answers: who has, is known as of the last mixing alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from surveyapp.fieldwork.contact import Stratum
from surveyapp.storage.codings import codings_of
from surveyapp.storage.inquiries import inquiries_of
from surveyapp.storage.reviews import n_unreviewed
from surveyapp.storage.staff_log import StaffAction, newest_line
from surveyapp.storage.study_keys import is_away
from surveyapp.storage.waves import Wave, WaveState, is_comparable
from surveyapp.study.contact_attention import MailAttention, mail_attention
from surveyapp.study.sample import response_of
from surveyapp.study.study import Study
from surveyapp.study.unsaid import Unsaid, unreviewed_of, unsaid_of

NEAR = timedelta(days=7)
LATE = timedelta(days=14)
"""Before the last day, from when on it is told of which groups too few have answered."""
MIXED_WITHIN = timedelta(days=7)


class AttentionKind(StrEnum):
    """What it is about."""

    UNSAID = "the start page leaves something out"
    UNREVIEWED = "translations wait for a second person"
    KEY_AWAY = "the study key lies elsewhere"
    LAST_DAY_NEAR = "the last day is near"
    LAST_DAY_OVER = "the last day is over, and the wave is open"
    NOT_MIXED = "what was sent was not mixed for long"
    TOO_FEW = "too few have answered to publish a group"
    REPLIED = "institutions replied to what they were asked back"
    TEXTS = "texts wait for a reviewer"
    CODING = "texts wait for a coder"
    DIFFERENCES = "coders differ"


@dataclass(frozen=True, slots=True)
class Attention:
    """One thing to look at. n: how many, 0 where nothing is counted; day: which, None if none.

    of: languages of translations; strata: groups; unsaid: what is left out.
    """

    kind: AttentionKind
    n: int = 0
    day: date | None = None
    of: tuple[str, ...] = ()
    strata: tuple[Stratum, ...] = ()
    unsaid: tuple[Unsaid, ...] = ()


def attention_of(study: Study, today: date) -> tuple[Attention | MailAttention, ...]:
    """All of it, for every role together.

    Raises QuestionnaireMissing, QuestionnaireRefused.
    """
    wave = study.wave
    if wave.state is WaveState.ENDED:
        return ()
    found: tuple[Attention | MailAttention, ...] = (
        *_last_day(wave, today),
        *mail_attention(study, today),
        *_replies(wave),
        *_too_few(study, today),
        *_mixing(study, today),
        *_before_opening(study),
        *_reading(study),
    )
    return found


def last_mixing(wave: Wave) -> date | None:
    """The day on which a wave was mixed last, as the log has it; None before."""
    line = newest_line([StaffAction.WAVE_MIXED, StaffAction.WAVE_FROZEN], wave.name)
    return date.fromisoformat(line.day) if line else None


def is_mixed(wave: Wave) -> bool:
    """Whether a wave was mixed since it was closed last, as the log has it."""
    if wave.state is WaveState.FROZEN:
        return True
    known = [StaffAction.WAVE_CLOSED, StaffAction.WAVE_OPENED, StaffAction.WAVE_MIXED]
    line = newest_line(known, wave.name)
    return wave.is_over and line is not None and line.action == StaffAction.WAVE_MIXED.value


def _last_day(wave: Wave, today: date) -> Iterator[Attention]:
    if wave.takes_answers and wave.closes is not None:
        left = (wave.closes - today).days
        if left < 0:
            yield Attention(AttentionKind.LAST_DAY_OVER, day=wave.closes)
        elif left <= NEAR.days:
            yield Attention(AttentionKind.LAST_DAY_NEAR, left, wave.closes)


def _replies(wave: Wave) -> Iterator[Attention]:
    n = sum(each.reply is not None for each in inquiries_of(wave.name))
    if n:
        yield Attention(AttentionKind.REPLIED, n)


def _too_few(study: Study, today: date) -> Iterator[Attention]:
    """Groups of enough institutions of which too few had answered, when it is getting late."""
    wave, k = study.wave, study.plan.rules.k
    if wave.is_rehearsal or wave.state not in (WaveState.OPEN, WaveState.CLOSED):
        return
    if wave.takes_answers and (wave.closes is None or wave.closes - today > LATE):
        return
    found = response_of(wave.name).items()
    strata = tuple(stratum for stratum, each in found if each.answered < k <= each.asked)
    if strata:
        yield Attention(AttentionKind.TOO_FEW, k, strata=strata)


def _mixing(study: Study, today: date) -> Iterator[Attention]:
    wave = study.wave
    if wave.is_rehearsal or wave.state not in (WaveState.OPEN, WaveState.CLOSED):
        return
    if is_away(study.instance, wave.name):
        yield Attention(AttentionKind.KEY_AWAY)
    known = (StaffAction.WAVE_OPENED, StaffAction.WAVE_MIXED)
    line = newest_line(known, wave.name)
    day = date.fromisoformat(line.day) if line else None
    if day is not None and today - day > MIXED_WITHIN:
        yield Attention(AttentionKind.NOT_MIXED, (today - day).days, day)


def _before_opening(study: Study) -> Iterator[Attention]:
    if study.wave.is_over:
        return
    is_draft = study.wave.state is WaveState.DRAFT  # what a draft lacks is listed beside this
    if unsaid := () if is_draft else unsaid_of(study):
        yield Attention(AttentionKind.UNSAID, len(unsaid), unsaid=unsaid)
    if found := unreviewed_of(study.wave):
        yield Attention(AttentionKind.UNREVIEWED, sum(found.values()), of=tuple(found))


def _reading(study: Study) -> Iterator[Attention]:
    """What waits for reviewers and coders, once answers may be read."""
    if not is_comparable(study.wave):
        return
    if n := n_unreviewed(study.wave, study.form):
        yield Attention(AttentionKind.TEXTS, n)
    codings = codings_of(study.wave, study.form, study.books)
    if n := sum(not coding.is_coded for coding in codings):
        yield Attention(AttentionKind.CODING, n)
    if n := sum(coding.n_open for coding in codings):
        yield Attention(AttentionKind.DIFFERENCES, n)
