"""Rewriting: a database is written anew, and nothing is left in it of what was there before.

SQLite fills free pages in the order in which rows came, and keeps the bytes of old ones in its log.
PostgreSQL keeps rows that were deleted or changed until it is told to write a table anew; its log
of writes it keeps as its operator says.
"""

from sqlalchemy.exc import OperationalError

from surveyapp.storage.database import BUSY_MILLISECONDS, db, rewriting
from surveyapp.storage.schema import tables_of


def rewrite(bind: str) -> bool:
    """Writes a database anew and empties its log; False where it could not.

    So it is where somebody still reads the old pages or writes, and where there is no room. Nothing
    is lost by that, for what had to be stored is stored: what is left over goes with the next
    rewriting. Where no page is free nothing was deleted but small rows, which SQLite itself writes
    over, and only the log is emptied.
    """
    is_sqlite = db.engines[bind].dialect.name == "sqlite"
    try:
        return _rewritten(bind) if is_sqlite else _rewritten_on_postgresql(bind)
    except OperationalError:
        return False


def _rewritten_on_postgresql(bind: str) -> bool:
    """Raises OperationalError: a table is locked for long."""
    tables = ", ".join(each.name for each in tables_of(bind))
    engine = db.engines[bind].execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"SET lock_timeout = {BUSY_MILLISECONDS}")
        connection.exec_driver_sql(f"VACUUM (FULL) {tables}")
        connection.exec_driver_sql("RESET lock_timeout")
    return True


def _rewritten(bind: str) -> bool:
    """Raises OperationalError: locked, full."""
    with rewriting(bind) as connection:
        if connection.exec_driver_sql("PRAGMA freelist_count").scalar():
            connection.exec_driver_sql("VACUUM")
        is_busy, _n_pages, _n_moved = connection.exec_driver_sql(
            "PRAGMA wal_checkpoint(TRUNCATE)"
        ).one()
    return not is_busy
