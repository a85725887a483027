"""Growth: what a page costs where there is more of something it does not need."""

import cProfile
import os
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path

from sqlalchemy import insert

from benchmarks.made_up import write_questionnaire
from benchmarks.measured import measured, measured_here
from benchmarks.parts import VisitorInside
from benchmarks.site import made_instance
from benchmarks.walk import answers, page_path, start
from surveyapp.formats.source.po_file import Catalogue, Translation
from surveyapp.formats.source.po_text import catalogue_text
from surveyapp.formats.source.questionnaire_folder import load_definition
from surveyapp.formats.source.shelf import catalogue_in
from surveyapp.instance import load_instance
from surveyapp.questionnaire.texts import texts_of
from surveyapp.storage.answers_tables import draft_section, response, sealed_response
from surveyapp.storage.database import ANSWERS, connected, writing
from surveyapp.web import create_answering

FEW, MANY, SPOKEN = "small", "large", "spoken"
LITTLE, MUCH = "little", "much"
SIZES: Mapping[str, int] = {FEW: 5, MANY: 250, SPOKEN: 5}
"""Pages, of four questions each."""
OTHERS = ("ro", "nb")
N_ROWS, SECTION_BYTES, ANSWER_BYTES = 10_000, 4137, 1000
ROUNDS, TIMES = 7, 20


def growth(home: Path) -> Iterator[str]:
    """The table: what it costs to read a page, save it and read the next, of little and of much."""
    for name in (LITTLE, MUCH):
        _make(home / name)
    measured(fill, str(home / MUCH), N_ROWS)
    ways = {
        "as it is": (LITTLE, FEW),
        "1,000 questions in place of 20": (LITTLE, MANY),
        f"{len(OTHERS) + 1} languages in place of 1": (LITTLE, SPOKEN),
        f"{N_ROWS:,} drafts, responses, and responses that wait": (MUCH, FEW),
    }
    yield "| a page is read and saved, the next one read | calls of functions | processor time |"
    yield "|---|---|---|"
    for way, (place, questionnaire) in ways.items():
        number = SIZES[questionnaire] // 2
        calls, spent = measured(cost, str(home / place), questionnaire, number).result
        yield f"| {way} | {calls:,.0f} | {spent:.1f} ms |"


def cost(home: str, questionnaire: str, number: int) -> tuple[float, float]:
    """Calls under a profiler, and the least milliseconds of some rounds without one, each."""
    os.chdir(home)
    visitor = VisitorInside(create_answering(load_instance(Path(home) / "instance")).test_client())
    start(visitor, questionnaire)
    saved = count()

    def go_on() -> None:
        for _each in range(TIMES):
            # Another number each time: a page on which nothing changed is not written again.
            changed = {f"number{number}": str(next(saved))}
            visitor.get(page_path(number))
            visitor.post(page_path(number), {**answers(number), **changed})

    spent = measured_here(go_on, rounds=ROUNDS).cpu_seconds / TIMES * 1000
    profile = cProfile.Profile()
    profile.runcall(go_on)
    return sum(entry.callcount for entry in profile.getstats()) / TIMES, spent


def _make(home: Path) -> None:
    for name, pages in SIZES.items():
        write_questionnaire(home, name, pages, ["en", *OTHERS] if name == SPOKEN else ["en"])
    measured(translate, str(home), SPOKEN)
    measured(made_instance, str(home), list(SIZES))


def translate(home: str, name: str) -> None:
    """Catalogues of a questionnaire, with the same words in every language."""
    os.chdir(home)
    texts = dict(texts_of(load_definition(name)))
    same = Catalogue({path: Translation(words, words) for path, words in texts.items()})
    for language in OTHERS:
        path = catalogue_in(Path(home), language, name)
        path.parent.mkdir(parents=True)
        path.write_text(catalogue_text(language, texts, same), encoding="utf-8")


def fill(home: str, n: int) -> None:
    """Drafts, responses and sealed responses of random bytes, which nobody asks for."""
    ids = [os.urandom(16) for _each in range(n)]
    with connected(load_instance(Path(home) / "instance")), writing(ANSWERS) as connection:
        connection.execute(insert(draft_section), [_draft(each) for each in ids])
        connection.execute(insert(response), [_response(each) for each in ids])
        boxes = [{"id": each, "wave": FEW, "box": os.urandom(SECTION_BYTES)} for each in ids]
        connection.execute(insert(sealed_response), boxes)


def _draft(row_id: bytes) -> dict[str, object]:
    blob = os.urandom(SECTION_BYTES)
    return {"row_id": row_id, "version": 1, "blob": blob, "expires_month": "2099-01", "epoch": 0}


def _response(row_id: bytes) -> dict[str, object]:
    return {
        "id": row_id,
        "questionnaire": FEW,
        "version_hash": "",
        "wave": FEW,
        "answers": "x" * ANSWER_BYTES,
        "is_synthetic": True,
        "withdraw_tag": os.urandom(32),
    }
