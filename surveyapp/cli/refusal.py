"""Refusals on the terminal: an instance with its databases, and words for whatever it refuses."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click
from sqlalchemy.exc import DatabaseError

from surveyapp.fieldwork.box import BoxRefused
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.instance import (
    Instance,
    InstanceMissing,
    InstanceUnsafe,
    instance_path,
)
from surveyapp.plain_file import os_words
from surveyapp.questions.counted_noun import counted_noun
from surveyapp.storage.database import UnsafeDatabase, connected
from surveyapp.storage.records import RecordDamaged
from surveyapp.storage.rounds import Likeness, RoundTooAlike
from surveyapp.storage.soundness import failure_words, sound_instance
from surveyapp.storage.staff import (
    LONGEST_NAME,
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    StaffRefused,
)
from surveyapp.storage.study_keys import StudyKeyMissing
from surveyapp.storage.waves import WaveRefused

REFUSED, COULD_NOT_RUN = 1, 2
SYNTHETIC = "SYNTHETIC DATA – NOT REAL"
WAVE_WORDS: Mapping[str, str] = {
    "name-taken": "There is already a wave {wave}. Choose another name.",
    "no-such-wave": "There is no wave {wave}. See: surveyapp wave list",
    "not-from-draft": "The wave {wave} is a draft; a draft can only be opened.",
    "not-from-open": "The wave {wave} is open; an open wave can only be closed.",
    "not-from-closed": "The wave {wave} is closed; it can be opened again or frozen.",
    "not-from-frozen": "The wave {wave} is frozen and stays as it is.",
    "not-later": "The wave {wave} closes on that day or later already; nobody loses time.",
    "closed": "The wave {wave} takes no answers, so that codes would open nothing.",
    "other-questionnaire": "The wave {wave} asks another questionnaire.",
    "has-copy": "The wave {wave} has its copy of the questionnaire already.",
    "no-copy": "The wave {wave} has no copy of its questionnaire. Try: surveyapp init",
    "nothing-changed": "The files say what the wave {wave} asks already; nothing was corrected.",
    "files-changed": (
        "The wave {wave} was opened with another version of the questionnaire than the files have"
        " now. Put that version back, or make a new wave."
    ),
    "no-such-edition": (
        "The questionnaire has no longer the edition that the wave {wave} was made for."
        " Make a new wave."
    ),
    "not-open": "The wave {wave} is not open; only the wording of an open wave is corrected.",
    "corrected-meanwhile": "Somebody changed the wave {wave} meanwhile. Look, and try again.",
    "not-from-ended": "The rehearsal {wave} has ended; nothing of it is left.",
    "rehearsal": (
        "The wave {wave} is a rehearsal: its answers are never opened, counted or published."
        " End it: surveyapp wave end {wave}"
    ),
    "no-rehearsal": "The wave {wave} is no rehearsal; what was sent there stays.",
    "bad-name": "{wave!r}: small letters, digits, - and _ please, at most 40.",
    "closes-before-it-opens": "The wave {wave} cannot close before it opens.",
    "unknown-edition": (
        "The questionnaire of {wave} has no such edition. See: surveyapp show QUESTIONNAIRE"
    ),
    "synthetic-and-real": "The wave {wave} takes either synthetic or real answers, never both.",
}
_MISTYPED = frozenset({"bad-name", "unknown-edition"})
STAFF_WORDS: Mapping[str, str] = {
    "name-unusable": f"A name has 1 to {LONGEST_NAME} characters, no spaces around, no slash.",
    "name-taken": "There is already an account of this name.",
    "no-such-account": "There is no account of this name.",
    "no-role": "An account has one role at least.",
    "roles-apart": (
        "One account may not both know the institutions and see single answers: keep coordinator"
        " apart from key-in, reviewer, coder and analyst. A study that has too few people for that"
        " writes roles_together = true into config.toml; every page of staff then says so."
    ),
    "changed-meanwhile": "Somebody changed this account meanwhile. Look, and try again.",
    "last-admin": (
        "This is the last account that may sign in and change accounts. Make another admin first."
    ),
    "no-second-factor": "This account has no second factor.",
    "has-second-factor": "This account has a second factor already.",
    "password-too-short": f"A password has at least {SHORTEST_PASSWORD} characters.",
    "password-too-long": f"A password has at most {LONGEST_PASSWORD} characters.",
    "password-too-common": "This password is among the first that are tried. Choose another.",
}


@contextmanager
def refusals_in_words() -> Iterator[None]:
    """What is wrong with a questionnaire becomes words and an exit code."""
    try:
        yield
    except QuestionnaireRefused as refused:
        stop(str(refused), REFUSED)
    except QuestionnaireMissing as missing:
        stop(str(missing.args[0]), COULD_NOT_RUN)


@contextmanager
def open_instance() -> Iterator[Instance]:
    """The instance with its databases; a refusal becomes words and an exit code."""
    with words_for_instances():
        try:
            instance = sound_instance(instance_path())
            with connected(instance):
                yield instance
        except WaveRefused as refused:
            exit_code = COULD_NOT_RUN if refused.code in _MISTYPED else REFUSED
            stop(WAVE_WORDS[refused.code].format(wave=refused.wave), exit_code)
        except StaffRefused as refused:
            stop(STAFF_WORDS[refused.code], REFUSED)
        except RoundTooAlike as refused:
            stop(_why_too_alike(refused.likeness), REFUSED)
        except (RecordDamaged, BoxRefused) as damaged:
            stop(str(damaged), COULD_NOT_RUN)


@contextmanager
def words_for_instances() -> Iterator[None]:
    """Whatever is wrong with an instance, its disk or its questionnaires becomes words."""
    try:
        yield
    except QuestionnaireRefused as refused:
        stop(str(refused), REFUSED)
    except (
        InstanceMissing,
        InstanceUnsafe,
        UnsafeDatabase,
        QuestionnaireMissing,
        StudyKeyMissing,
    ) as problem:
        stop(str(problem.args[0]), COULD_NOT_RUN)
    except DatabaseError as problem:
        words = failure_words(problem) or f"The databases cannot be used ({problem.orig})."
        stop(words, COULD_NOT_RUN)
    except BrokenPipeError:
        raise
    except OSError as problem:
        stop(_file_words(problem), COULD_NOT_RUN)


def _file_words(problem: OSError) -> str:
    """What could not be done with which file, and what to do about it."""
    path = Path(str(problem.filename or instance_path()))
    what = f"{path}: {os_words(problem) if problem.strerror else 'it cannot be used'}."
    is_ours = path.is_relative_to(instance_path()) or instance_path().is_relative_to(path)
    hint = "Check the folder that SURVEYAPP_INSTANCE names." if is_ours else ""
    return f"{what} {failure_words(problem) or hint}".strip()


def stop(words: str, exit_code: int) -> NoReturn:
    """Ends the command with words on standard error."""
    click.echo(words, err=True)
    raise click.exceptions.Exit(exit_code)


def _why_too_alike(found: Likeness) -> str:
    """Why a round is not published, and the two ways out."""
    stratum = " ".join(code for code in found.stratum if code)
    size = counted_noun(found.n, "institution")
    return (
        f"Not published: in {stratum} the wave {found.wave} has {size} and the"
        f" frozen wave {found.beside} has {found.n_beside}, and {found.equal:.0%} of the answers"
        " are the same. Whoever subtracts one from the other would know what the institutions"
        " answered that are in one of them only. Collect more answers, or, where it harms nobody,"
        f" say why: surveyapp wave confirm {found.wave} --because REASON"
    )
