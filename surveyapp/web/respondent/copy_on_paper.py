"""Copy on paper: what the PDF of somebody's answers says, in the page's language."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from surveyapp.formats.report.hyphenation import divisible
from surveyapp.web.language import current_language, long_date
from surveyapp.web.respondent.answer_copy import AnswerCopy, SectionCopy

Content = Mapping[str, Any]


def on_paper(
    study: str,
    receipt: str | None,
    sections: tuple[SectionCopy, ...],
    day: date,
    *,
    is_demo: bool,
) -> Content:
    """What the template ``copy`` lays out. study: its title; receipt: None until it was sent."""
    notice = _("SYNTHETIC DATA – NOT REAL. Nobody gave these answers.") if is_demo else None
    return {
        "language": current_language(),
        "title": " – ".join((_("Your answers"), study)),
        "study": study,
        "heading": _("Your answers"),
        "notice": notice,
        "kept": list(_kept(receipt, day)),
        "promise": _promise(sections),
        "folio": _("Page %(n)s of %(total)s", n="{page}", total="{pages}"),
        "sections": [
            {
                "words": f"{section.letter}. {section.label}",
                "answers": [_answer(each) for each in section.questions],
            }
            for section in sections
        ],
    }


def _promise(sections: tuple[SectionCopy, ...]) -> str | None:
    """What the marks of closely protected answers promise; None where there are none."""
    if not any(each.is_sensitive for section in sections for each in section.questions):
        return None
    return str(
        _("Answers that are marked are closely protected: small numbers appear only as ranges.")
    )


def _kept(receipt: str | None, day: date) -> Iterator[Content]:
    if receipt:
        yield {"words": _("Receipt"), "strong": False}
        yield {"words": ": ", "strong": False}
        yield {"words": receipt, "strong": True}
        yield {"words": ". ", "strong": False}
    yield {"words": _("Printed on %(day)s.", day=long_date(day)), "strong": False}


def _answer(copied: AnswerCopy) -> Content:
    def cut(words: str | None) -> str:
        return divisible(words or "", current_language())

    first = copied.lines[0]
    is_table = len(copied.lines) > 1 or first.label is not None
    return {
        "words": f"{copied.number} {copied.label}",
        "mark": _("Closely protected") if copied.is_sensitive else None,
        "answer": None if is_table else first.cells[0],
        "columns": [cut(column) for column in copied.columns],
        "rows": [[cut(words) for words in (line.label, *line.cells)] for line in copied.lines],
        "numbers": copied.are_numbers,
        "remarks": copied.remarks,
    }
