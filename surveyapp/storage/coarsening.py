"""Coarsening on disk: rows of a wave that is made final say less where a class is scarce."""

import json

from sqlalchemy import select, update

from surveyapp.fieldwork.coarsening import scarce, without_identifying
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.storage.answers_tables import response
from surveyapp.storage.database import ANSWERS, writing
from surveyapp.storage.responses import as_stored


def coarsen_rows(wave: str, form: Questionnaire, k: int) -> int:
    """Takes identifying answers from rows of classes that fewer than k of a group have; how many.

    The class is the exact one, else that of the split. Repeated it does nothing.
    """
    query = select(response.c.id, response.c.country, response.c.split_code, response.c.answers)
    with writing(ANSWERS) as connection:
        rows = connection.execute(query.where(response.c.wave == wave)).all()
        read = {row.id: json.loads(row.answers) for row in rows}
        classes = {row.id: row.split_code or _split(form, read[row.id]) for row in rows}
        few = scarce({row.id: (row.country, classes[row.id]) for row in rows}, k)
        changed = 0
        for identifier in sorted(few):
            kept = without_identifying(form, read[identifier])
            if kept != read[identifier]:
                here = update(response).where(response.c.id == identifier)
                connection.execute(here.values(answers=as_stored(kept)))
                changed += 1
    return changed


def _split(form: Questionnaire, cells: dict[str, object]) -> str | None:
    answer = cells.get(form.split_by) if form.split_by else None
    return answer if isinstance(answer, str) else None
