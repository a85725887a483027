"""Schema: all tables of both databases, wherever they are declared."""

from sqlalchemy import Table

from surveyapp.storage import answers_tables, contacts_tables
from surveyapp.storage.database import db

DECLARED_IN = (answers_tables, contacts_tables)


def tables_of(bind: str) -> list[Table]:
    """Tables of one database, each after those it refers to."""
    return db.metadatas[bind].sorted_tables
