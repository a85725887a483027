"""Fieldwork: mixing and freezing as a job."""

from surveyapp.storage.job_leases import JobEnd, LogNote
from surveyapp.storage.jobs import JobOutcome
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.waves import Wave, WaveState, wave
from surveyapp.study.freezing import NOTHING_TO_COMPARE, freeze_wave, publish, smallest_group
from surveyapp.study.mixing import Mixing, mix
from surveyapp.study.work.workplace import Workplace


def mix_wave(at: Workplace) -> JobEnd:
    """Opens what was sent. How many wait is kept nowhere. Raises as `mix`."""
    at.tell(0, 1)
    mixing = mix(at.instance, at.job.wave)
    values = {"n_mixed": mixing.n_mixed, "is_rewritten": mixing.is_rewritten}
    note = LogNote(StaffAction.WAVE_MIXED, mixing.n_mixed)
    return JobEnd(JobOutcome("mixed", values), note=note)


def freeze(at: Workplace) -> JobEnd:
    """Makes the wave final and computes what is published of it. Raises as `freeze_wave`."""
    at.tell(0, 2)
    frozen, mixing = _frozen(at)
    at.tell(1, 2)
    k = smallest_group(at.instance, frozen)
    n_sealed = mixing.n_waiting if mixing.n_waiting >= k else None  # of few, not even that any do
    values: dict[str, object] = {"n_sealed": n_sealed, "k": k}
    values |= {"is_rewritten": mixing.is_rewritten}
    outcome = JobOutcome(*_published(at, frozen, values))
    return JobEnd(outcome, note=LogNote(StaffAction.WAVE_FROZEN, mixing.n_mixed))


def _frozen(at: Workplace) -> tuple[Wave, Mixing]:
    """The wave, also where this job had frozen it before it was stopped."""
    before = wave(at.job.wave)
    if before.state is WaveState.FROZEN and at.job.n_tries > 1:
        return before, mix(at.instance, before.name)
    is_lost = at.job.wanted.get("sealed") == "left"
    return freeze_wave(at.instance, before.name, leaves_sealed=is_lost)


def _published(
    at: Workplace, frozen: Wave, values: dict[str, object]
) -> tuple[str, dict[str, object]]:
    """Whoever looks later at what could not be published now tries again."""
    made = publish(at.instance, frozen)
    if made.problem == NOTHING_TO_COMPARE:
        return "frozen-alone", values
    if made.problem:
        return "frozen-unpublished", values
    return "frozen", {**values, "n_columns": made.n_columns}
