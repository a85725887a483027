"""Report text: what the report's commands say of stale sentences and of recommendations."""

from surveyapp.reports.document.staleness import StaleSentence
from surveyapp.reports.prose.prose import Sentence
from surveyapp.reports.prose.recommendation import Unfounded


def stale_text(found: StaleSentence) -> str:
    """Where it stands, what it says, and its numbers then and now."""
    was = "never accepted" if found.was is None else ", ".join(found.was)
    return (
        f"{found.file}:{found.line} stale {found.words}\n"
        f"    was: {was}\n    now: {', '.join(found.now)}"
    )


def left_out_text(file: str, found: Sentence) -> str:
    """A sentence that does not stand in the report, and why."""
    return (
        f"{file}:{found.line} left out {found.words}\n"
        "    a number in it may not be shown, or was not asked for: write the sentence without it"
    )


def unfounded_text(found: Unfounded) -> str:
    """Which recommendation lacks what."""
    name = found.recommendation
    if found.unknown is None:
        return f"recommendation {name}: no evidence; name the tables that it rests on"
    return f"recommendation {name}: the evidence {found.unknown!r} does not exist"
