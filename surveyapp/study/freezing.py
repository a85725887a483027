"""Freezing: a wave is made final; it is refused beside one that is nearly the same."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.microdata.answer_rows import AnswersRefused
from surveyapp.analysis.tabulation_plan import NothingToCompare
from surveyapp.fieldwork.batch import Stage
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.instance import Instance
from surveyapp.plain_file import os_words
from surveyapp.storage.coarsening import coarsen_rows
from surveyapp.storage.free_texts import unname_small_groups
from surveyapp.storage.records import RecordDamaged, record_state
from surveyapp.storage.rounds import check_rounds
from surveyapp.storage.soundness import failure_words
from surveyapp.storage.waves import Wave, WaveState, check_no_rehearsal, move_wave, wave
from surveyapp.study.engine import figures_of
from surveyapp.study.mixing import Mixing, mix
from surveyapp.study.study import study_of

NOTHING_TO_COMPARE = "nothing-to-compare"
NOT_KEPT = "What was computed could not be kept. Look whether the disk is full or read-only."


def freeze_wave(
    instance: Instance, name: str, *, leaves_sealed: bool = False, brought: Path | None = None
) -> tuple[Wave, Mixing]:
    """Makes a closed wave final; what waits is opened first. The wave, and what stays sealed.

    leaves_sealed: nothing is opened any more, for a wave whose key is lost. brought: as of `mix`.

    The rest of a group is opened only where the wave may be published without it: a wave that is
    refused can be opened again, and whoever came next would be opened alone.
    Texts of which there are too few lose the name of their group, rows of scarce classes what
    points at one institution. Afterwards nothing can be withdrawn, for nothing leads from a code to
    a response any more; when it is killed before that, `mix` does it. Raises WaveRefused,
    RoundTooAlike, else as `mix`.
    """
    before = wave(name)
    check_no_rehearsal(before)
    if before.state is WaveState.CLOSED:
        if leaves_sealed:
            _check(instance, before)
        else:
            _opened(instance, before, brought)
        _coarsen(instance, before)
    frozen = move_wave(name, WaveState.FROZEN)
    _coarsen(instance, frozen)  # again, for one may have been withdrawn meanwhile
    return frozen, mix(instance, name)


@dataclass(frozen=True, slots=True)
class FirstPublication:
    """What came of publishing a wave that was just frozen.

    n_columns: how many columns are published. problem: why nothing is, "" where something is;
    nothing-to-compare, or the words of whatever kept it from being computed yet.
    """

    n_columns: int
    problem: str = ""


def publish(instance: Instance, frozen: Wave) -> FirstPublication:
    """Computes and records what is published of a frozen wave. Raises RoundTooAlike."""
    try:
        made = figures_of(study_of(instance, frozen)).outputs
        is_recorded = is_published(instance, frozen)
    except NothingToCompare:
        return FirstPublication(0, NOTHING_TO_COMPARE)
    except (OSError, DatabaseError) as problem:
        return FirstPublication(0, failure_words(problem) or _words(problem))
    except (AnswersRefused, QuestionnaireMissing, QuestionnaireRefused, RecordDamaged) as problem:
        return FirstPublication(0, str(problem))
    return FirstPublication(len(made.table.columns), "" if is_recorded else NOT_KEPT)


def is_published(instance: Instance, frozen: Wave) -> bool:
    """Whether figures of a frozen wave are recorded, and stay as they are. Raises OSError."""
    return record_state(instance, frozen.name) is not None


def _words(problem: OSError | DatabaseError) -> str:
    return f"{os_words(problem) if isinstance(problem, OSError) else problem.orig}."


def _opened(instance: Instance, closed: Wave, brought: Path | None) -> None:
    """Opens what may be opened. Raises as `freeze_wave`."""
    for stage in (Stage.CLOSED, Stage.FINAL):
        mix(instance, closed.name, stage, brought)
        _check(instance, closed)


def _coarsen(instance: Instance, closed: Wave) -> None:
    """By the rules of its plan; texts by the product's own where no plan can be read."""
    k = smallest_group(instance, closed)
    with suppress(QuestionnaireMissing, QuestionnaireRefused):
        coarsen_rows(closed.name, study_of(instance, closed).form, k)
    unname_small_groups(closed.name, k)


def smallest_group(instance: Instance, of: Wave) -> int:
    """How many institutions the plan of a wave puts together at least.

    The product's own rule where no plan can be read.
    """
    with suppress(QuestionnaireMissing, QuestionnaireRefused):
        return study_of(instance, of).plan.rules.k
    return DisclosureRules().k


def _check(instance: Instance, closed: Wave) -> None:
    """Raises RoundTooAlike."""
    try:
        study = study_of(instance, closed)
        check_rounds(instance, closed, study.form, study.plan.rules.k)
    except (QuestionnaireMissing, QuestionnaireRefused):
        pass  # nothing can be published of it before its files are mended
