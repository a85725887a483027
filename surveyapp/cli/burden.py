"""Burden command: what a form asks of each kind of respondent, and about how long it takes."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click

from surveyapp.cli.language import LANGUAGE
from surveyapp.cli.questionnaire import FORMAT
from surveyapp.cli.reading import only_reads
from surveyapp.cli.refusal import COULD_NOT_RUN, refusals_in_words, stop
from surveyapp.formats.source.profile_file import load_profiles
from surveyapp.formats.source.questionnaire_folder import load_release, load_wording
from surveyapp.questionnaire.burden import Burden
from surveyapp.questionnaire.estimate import Estimate, estimates, is_too_long
from surveyapp.questionnaire.filled_wording import filled
from surveyapp.questionnaire.model import Questionnaire, Section
from surveyapp.questionnaire.wording import Wording
from surveyapp.questions.counted_noun import counted_noun

EVERYTHING = "Every question and every row"
COUNTED = ("questions", "words", "choices", "numbers", "texts", "pages")
COLUMNS = (*COUNTED, "minutes")


@dataclass(frozen=True, slots=True)
class BurdenSubject:
    """What is measured: a questionnaire, the wording that names its sections, the estimates."""

    form: Questionnaire
    wording: Wording
    found: tuple[Estimate, ...]

    def label(self, section: Section) -> str:
        """A section's letter and label."""
        words = self.wording.text(f"{self.form.name}.sections.{section.name}.label")
        return f"{section.letter} {words}"

    def limit(self, each: Estimate) -> int | None:
        """The most minutes that the edition may take; None where the questionnaire says none."""
        return self.form.minutes.get(each.edition)


@click.command("burden")
@click.argument("name")
@click.option(
    "--lang",
    "language",
    type=LANGUAGE,
    default=None,
    help="Count every profile's words in this language, not in its own.",
)
@click.option("--edition", default=None, help="Only this edition; all if not given.")
@FORMAT
@only_reads
def burden_command(name: str, language: str | None, edition: str | None, output: str) -> None:
    """Estimate words, choices, numbers, pages and minutes of the questionnaire NAME.

    Each kind of respondent (profiles/*.yaml beside the questionnaire) goes through the form;
    only what it is asked counts. Without profiles every question and every row is asked, which
    nobody's own path can exceed. Own words and looking up figures are not timed.

    Exit codes: 0 within the minutes that the questionnaire allows, 1 above them or the
    questionnaire has problems, 2 could not run (no such questionnaire, edition or language).
    """
    with refusals_in_words():
        asked = _asked(name, language, edition)
    click.echo(_as_json(asked) if output == "json" else "\n".join(_lines(asked)))
    if any(is_too_long(asked.form, each) for each in asked.found):
        raise click.exceptions.Exit(1)


def _asked(name: str, language: str | None, edition: str | None) -> BurdenSubject:
    form, profiles = load_release(name), load_profiles(name)
    for said, known, what in (
        (edition, form.editions, "edition"),
        (language, form.languages, "language"),
    ):
        if said is not None and said not in known:
            stop(f"{name} has no {what} {said!r}, but: {', '.join(known)}.", COULD_NOT_RUN)
    found = estimates(form, profiles, lambda own: load_wording(name, language or own))
    chosen = tuple(each for each in found if edition in (None, each.edition))
    wording = filled(form, load_wording(name, form.source_language))
    return BurdenSubject(form, wording, chosen)


def _lines(asked: BurdenSubject) -> Iterator[str]:
    for each in asked.found:
        yield f"{each.profile or EVERYTHING} ({_read_as(each)}), edition {each.edition}"
        yield from _table(asked, each)
        limit = asked.limit(each)
        if limit is not None:
            verdict = "above" if is_too_long(asked.form, each) else "within"
            yield f"{verdict} the {counted_noun(limit, 'minute')} that the questionnaire allows"
        yield ""
    yield "Own words and looking up figures are not timed."


def _read_as(each: Estimate) -> str:
    return ", ".join(filter(None, (each.language, each.country)))


def _table(asked: BurdenSubject, each: Estimate) -> Iterator[str]:
    lines = [(asked.label(section), burden) for section, burden in each.sections]
    lines.append(("Total", each.total))
    width = max(len(label) for label, _ in lines)
    yield "  ".join((" " * width, *COLUMNS))
    for label, burden in lines:
        shown = (f"{value:>{len(c)}}" for c, value in zip(COLUMNS, _cells(burden), strict=True))
        yield "  ".join((f"{label:<{width}}", *shown))


def _cells(burden: Burden) -> Sequence[str]:
    counts = [str(getattr(burden, key)) for key in COUNTED]
    return (*counts, f"{burden.minutes:.1f}")


def _as_json(asked: BurdenSubject) -> str:
    content = {
        "questionnaire": asked.form.name,
        "version": asked.form.version,
        "estimates": [_estimate_as_json(asked, each) for each in asked.found],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _estimate_as_json(asked: BurdenSubject, each: Estimate) -> dict[str, object]:
    return {
        "profile": each.profile,
        "language": each.language,
        "country": each.country,
        "edition": each.edition,
        "allowed_minutes": asked.limit(each),
        "is_above": is_too_long(asked.form, each),
        "sections": [
            {"letter": s.letter, "section": s.name, **_counts(burden)}
            for s, burden in each.sections
        ],
        "total": _counts(each.total),
    }


def _counts(burden: Burden) -> dict[str, float]:
    counts = {key: getattr(burden, key) for key in COUNTED}
    return {**counts, "minutes": round(burden.minutes, 1)}


COMMANDS = (burden_command,)
