"""Rewriting: a database is written anew, and nothing is left in it of what was there before.

SQLite fills free pages in the order in which rows came, and keeps the bytes of old ones in its log.
PostgreSQL needs no such step here: `reveal` writes all responses of a wave anew.
"""

from sqlalchemy.exc import OperationalError

from surveyapp.storage.database import db, rewriting


def rewrite(bind: str) -> bool:
    """Writes a database anew and empties its log; False where it could not.

    So it is where somebody still reads the old pages or writes, and where there is no room. Nothing
    is lost by that, for what had to be stored is stored: what is left over goes with the next
    rewriting. Where no page is free nothing was deleted but small rows, which SQLite itself writes
    over, and only the log is emptied.
    """
    if db.engines[bind].dialect.name != "sqlite":
        return True
    try:
        return _rewritten(bind)
    except OperationalError:
        return False


def _rewritten(bind: str) -> bool:
    """Raises OperationalError: locked, full."""
    with rewriting(bind) as connection:
        if connection.exec_driver_sql("PRAGMA freelist_count").scalar():
            connection.exec_driver_sql("VACUUM")
        is_busy, _n_pages, _n_moved = connection.exec_driver_sql(
            "PRAGMA wal_checkpoint(TRUNCATE)"
        ).one()
    return not is_busy
