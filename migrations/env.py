"""Alembic's environment of both databases; the steps of each lie in a folder of its own."""

from alembic import context
from sqlalchemy import create_engine

from surveyapp.storage.database import make_durable, only_existing


def run() -> None:
    """Runs all missing steps in one transaction on a durable connection: all of them or none."""
    engine = create_engine(only_existing(context.config.attributes["url"]))
    make_durable(engine)
    try:
        with engine.connect().execution_options(writes=True) as connection:
            context.configure(connection=connection, render_as_batch=True, transactional_ddl=True)
            with context.begin_transaction():
                context.run_migrations()
            connection.commit()
    finally:
        engine.dispose()


run()
