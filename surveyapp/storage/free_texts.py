"""Free texts on disk: apart from the responses, under ids of their own, in random order."""

import secrets
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, delete, select, update

from surveyapp.fieldwork.batch import Group
from surveyapp.fieldwork.detaching import WRITTEN, WrittenText, groups_to_name
from surveyapp.fieldwork.envelope import text_tag
from surveyapp.questions.cell import answers_from_json
from surveyapp.storage.answers_tables import free_text, text_coding
from surveyapp.storage.database import ANSWERS, writing

ID_BYTES = 16
BETWEEN = " "
Values = dict[str, object]


def text_rows(
    wave: str,
    country: str | None,
    texts: Iterable[WrittenText],
    response: bytes,
    secret: bytes | None,
) -> Iterator[Values]:
    """The texts of one response as rows, none of them read by anybody yet.

    response: its id, which only attached texts keep; secret: makes the tags by which they can be
    withdrawn, None where nobody can.
    """
    for each in texts:
        yield {
            "id": secrets.token_bytes(ID_BYTES),
            "wave": wave,
            "cell": each.address,
            "country": country,
            "words": each.words,
            "kinds": BETWEEN.join(each.kinds),
            "state": "unreviewed",
            "wording": None,
            "attached_to": response if each.is_attached else None,
            "withdraw_tag": text_tag(secret, each.address) if secret else None,
        }


def take_texts_back(
    connection: Connection, answers: Mapping[str, object], found_by: Iterable[bytes]
) -> None:
    """Removes the texts of a response, with what was decided about them and found in them.

    answers: of the response, as they are stored; found_by: the secrets of its tags.
    """
    written = [a for a, cell in answers_from_json(answers).items() if cell == WRITTEN]
    tags = [text_tag(secret, address) for secret in found_by for address in written]
    found = select(free_text.c.id).where(free_text.c.withdraw_tag.in_(tags))
    connection.execute(delete(text_coding).where(text_coding.c.text.in_(found)))
    connection.execute(delete(free_text).where(free_text.c.withdraw_tag.in_(tags)))


def forget_text_tags(connection: Connection, wave: str) -> None:
    """From now on nothing leads from a draft to a text of this wave, not even its code."""
    tagged = free_text.c.withdraw_tag.is_not(None)
    gone = update(free_text).where(free_text.c.wave == wave, tagged)
    connection.execute(gone.values(withdraw_tag=None))


def unname_small_groups(wave: str, k: int) -> None:
    """Takes the group from texts of which there are too few in a cell, see `groups_to_name`."""
    query = select(free_text.c.cell, free_text.c.country).where(free_text.c.wave == wave)
    groups: dict[str, list[Group]] = {}
    with writing(ANSWERS) as connection:
        for cell, group in connection.execute(query):
            groups.setdefault(cell, []).append(group)
        for cell, found in groups.items():
            named = groups_to_name(found, k)
            of_cell = free_text.c.wave == wave, free_text.c.cell == cell
            unnamed = free_text.c.country.is_not(None) & free_text.c.country.not_in(named)
            connection.execute(update(free_text).where(*of_cell, unnamed).values(country=None))
