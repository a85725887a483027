"""Growth: what a page costs where there is more of something it does not need."""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from sqlalchemy import insert

from benchmarks.client import Visitor
from benchmarks.made_up import write_questionnaire
from benchmarks.measured import measured
from benchmarks.site import made_instance, ours, running
from benchmarks.walk import answers, page_path, start
from surveyapp.formats.source.po_file import Catalogue, Translation
from surveyapp.formats.source.po_text import catalogue_text
from surveyapp.formats.source.questionnaire_folder import load_definition
from surveyapp.formats.source.shelf import catalogue_in
from surveyapp.instance import load_instance
from surveyapp.questionnaire.texts import texts_of
from surveyapp.storage.answers_tables import draft_section, response, sealed_response
from surveyapp.storage.database import ANSWERS, connected, writing

FEW, MANY, SPOKEN = "small", "large", "spoken"
SIZES: Mapping[str, int] = {FEW: 5, MANY: 250, SPOKEN: 5}
"""Pages, of four questions each."""
OTHERS = ("ro", "nb")
N_ROWS, SECTION_BYTES, ANSWER_BYTES = 10_000, 4137, 1000
START = f"/respond/{FEW}/"
ROUNDS, TIMES = 5, 20


def growth(home: Path) -> Iterator[str]:
    """The table: milliseconds to read and save a page, of few and of many."""
    for name, pages in SIZES.items():
        write_questionnaire(home, name, pages, ["en", *OTHERS] if name == SPOKEN else ["en"])
    measured(translate, str(home), SPOKEN)
    measured(made_instance, str(home), list(SIZES))
    few, questions, languages = (_cost(home, name) for name in SIZES)
    measured(fill, str(home), N_ROWS)
    yield "| read and save a page, where there is | | time | of few |"
    yield "|---|---|---|---|"
    yield _line("little", "20 questions, one draft, one language", few, few)
    yield _line("questions", "1,000 in place of 20", questions, few)
    yield _line("languages", f"{len(OTHERS) + 1} in place of 1", languages, few)
    rows = f"{N_ROWS:,} drafts, as many responses, and as many that wait to be mixed"
    yield _line("drafts and responses", rows, _cost(home, FEW), few)


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


def page_cost(visitor: Visitor, questionnaire: str, pages: int) -> float:
    """Milliseconds to read and save a page in the middle of a questionnaire; best of 5 rounds."""
    start(visitor, questionnaire)
    number = pages // 2
    path, rounds = page_path(number), []
    for turn in range(ROUNDS):
        began = time.perf_counter()
        for each in range(TIMES):
            visitor.get(path)
            # Another number each time: a page on which nothing changed is not written again.
            changed = {f"number{number}": str(TIMES * turn + each)}
            visitor.post(path, {**answers(number), **changed})
        rounds.append((time.perf_counter() - began) / TIMES * 1000)
    return min(rounds)


def _cost(home: Path, questionnaire: str) -> float:
    with running(ours, home, START) as server, closing(Visitor(server.port)) as visitor:
        return page_cost(visitor, questionnaire, SIZES[questionnaire])


def _line(more: str, how_many: str, cost: float, few: float) -> str:
    return f"| {more} | {how_many} | {cost:.1f} ms | {cost / few:.2f} × |"


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
