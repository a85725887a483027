"""Registry: the only list of question types."""

from collections.abc import Mapping

from surveyapp.questions.base import Question
from surveyapp.questions.choice import SelectMultiple, SelectOne
from surveyapp.questions.date import Date
from surveyapp.questions.grid import GridInteger, GridSelectMultiple, GridSelectOne
from surveyapp.questions.note import Note
from surveyapp.questions.number import DecimalNumber, Integer
from surveyapp.questions.picked import PickedRows
from surveyapp.questions.rank import Rank
from surveyapp.questions.text import Text

QUESTION_TYPES: Mapping[str, type[Question]] = {
    question_type.kind: question_type
    for question_type in (
        SelectOne,
        SelectMultiple,
        Integer,
        DecimalNumber,
        Text,
        Date,
        Rank,
        Note,
        GridSelectOne,
        GridSelectMultiple,
        GridInteger,
    )
}


def type_of(kind: str, *, picks_rows: bool = False) -> type[Question]:
    """The type of a question; a grid of which a few rows are picked is read in its own way.

    Raises KeyError for an unknown kind.
    """
    question_type = QUESTION_TYPES[kind]
    return PickedRows if picks_rows and kind == PickedRows.kind else question_type
