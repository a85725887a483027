"""Freezing on the terminal: what is said of the publication of a wave that was just made final."""

from surveyapp.questions.counted_noun import counted_noun
from surveyapp.storage.waves import Wave
from surveyapp.study.freezing import NOTHING_TO_COMPARE, FirstPublication


def is_put_off(made: FirstPublication) -> bool:
    """Whether something is still to be published."""
    return made.problem not in ("", NOTHING_TO_COMPARE)


def publication_words(frozen: Wave, made: FirstPublication) -> str:
    """What is published of a frozen wave, or why nothing is yet, and what to do then."""
    if made.problem == NOTHING_TO_COMPARE:
        return "Nothing is published of it: its questionnaire names no question to compare by."
    if made.problem:
        return (
            f"Nothing is published of it yet. {made.problem}\nThe wave is frozen and stays so. Once"
            f" that is mended, publish it with: surveyapp wave freeze {frozen.name}\nThe next page,"
            " report or comparison of it that can does it as well."
        )
    columns = counted_noun(made.n_columns, "column")
    return f"Published: {columns}. These figures stay as they are from now on."


def sealed_words(n_sealed: int, k: int) -> str:
    """How many responses stay sealed; of fewer than k, none among them, only that."""
    return str(n_sealed) if n_sealed >= k else f"fewer than {k}, perhaps none"
