"""Alembic's environment of this database."""

from alembic import context
from sqlalchemy import create_engine

from surveyapp.storage.database import make_durable


def run() -> None:
    """Runs the steps in one transaction on a durable connection."""
    engine = create_engine(context.config.attributes["url"])
    make_durable(engine)
    with engine.connect().execution_options(writes=True) as connection:
        context.configure(connection=connection, render_as_batch=True)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
    engine.dispose()


run()
