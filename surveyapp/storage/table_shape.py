"""The shape of every table: in one of the two databases, and without the order of arrival."""

from sqlalchemy import Table
from sqlalchemy.schema import SchemaItem

from surveyapp.storage.database import db

_WITHOUT_ROWID = {"sqlite_with_rowid": False}


def table(bind: str, name: str, *parts: SchemaItem) -> Table:
    """A table of one database; ``WITHOUT ROWID`` keeps SQLite from storing when a row came."""
    return db.Table(name, *parts, bind_key=bind, **_WITHOUT_ROWID)
