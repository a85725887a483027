"""Made-up questionnaires of any size; every page has the same four questions."""

import json
from collections.abc import Sequence
from pathlib import Path

SCALE = [f"s{n}" for n in range(1, 6)]
OPTIONS = [f"o{n}" for n in range(1, 7)]
ROWS = [f"r{n}" for n in range(1, 6)]
PAGES, PAGES_A_SECTION = 10, 10


def write_questionnaire(
    home: Path, name: str, pages: int, languages: Sequence[str] = ("en",)
) -> None:
    """Writes one questionnaire with 4 × pages questions below a project directory."""
    folder = home / "questionnaires" / name
    folder.mkdir(parents=True, exist_ok=True)
    sections = [
        {
            "name": f"section{first // PAGES_A_SECTION + 1}",
            "label": f"Section {first // PAGES_A_SECTION + 1}",
            "pages": [_page(n) for n in range(first, min(first + PAGES_A_SECTION, pages))],
        }
        for first in range(0, pages, PAGES_A_SECTION)
    ]
    written = {
        "questionnaire": name,
        "version": "1",
        "title": "Made up",
        "purpose": "To be measured.",
        "languages": list(languages),
        "sections": sections,
    }
    # JSON is YAML, and quicker to write.
    (folder / "questionnaire.yaml").write_text(json.dumps(written), encoding="utf-8")


def _page(n: int) -> dict[str, object]:
    codes = [{"code": code, "label": f"Answer {code}"} for code in SCALE]
    options = [{"code": code, "label": f"Option {code}"} for code in OPTIONS]
    rows = [{"code": code, "label": f"Row {code}"} for code in ROWS]
    previous = f"one{n - 1}"
    return {
        "name": f"page{n}",
        "questions": [
            {
                "name": f"one{n}",
                "type": "select_one",
                "label": f"Question one {n}?",
                "choices": codes,
            },
            {
                "name": f"many{n}",
                "type": "select_multiple",
                "label": f"Many {n}?",
                "choices": options,
            }
            | ({"relevant": f"${{{previous}}} != 's5'"} if n else {}),
            {"name": f"number{n}", "type": "integer", "label": f"How many {n}?"},
            {
                "name": f"grid{n}",
                "type": "grid_select_one",
                "label": f"Each row {n}?",
                "rows": rows,
                "choices": codes,
            },
        ],
    }
