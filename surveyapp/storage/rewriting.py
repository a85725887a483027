"""Rewriting: a database is written anew, and nothing is left in it of what was there before.

SQLite fills free pages in the order in which rows came, and keeps the bytes of old ones in its log.
PostgreSQL needs no such step here: `reveal` writes all responses of a wave anew.
"""

from surveyapp.storage.database import db, rewriting


def rewrite(bind: str) -> bool:
    """Writes a database anew and empties its log; False where somebody still reads the old pages.

    Nothing is lost by that: what is left over goes with the next rewriting. Where no page is free
    nothing was deleted, and only the log is emptied. Raises OperationalError (locked) as `writing`.
    """
    if db.engines[bind].dialect.name != "sqlite":
        return True
    with rewriting(bind) as connection:
        if connection.exec_driver_sql("PRAGMA freelist_count").scalar():
            connection.exec_driver_sql("VACUUM")
        is_busy, _n_pages, _n_moved = connection.exec_driver_sql(
            "PRAGMA wal_checkpoint(TRUNCATE)"
        ).one()
    return not is_busy
