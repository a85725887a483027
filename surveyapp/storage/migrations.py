"""Migrations: brings both databases of an instance to the newest schema, one step a file."""

from alembic import command
from alembic.config import Config

from surveyapp.instance import Instance, project_home
from surveyapp.storage.database import ANSWERS, CONTACTS


def alembic_config(bind: str, url: str) -> Config:
    """Alembic's view of one database; its steps lie in ``migrations/<bind>``."""
    config = Config()
    config.set_main_option("script_location", str(project_home() / "migrations" / bind))
    config.attributes["url"] = url
    return config


def upgrade(instance: Instance) -> None:
    """Runs the steps that are missing; does nothing on a database that is up to date."""
    for bind, url in ((CONTACTS, instance.contacts_url), (ANSWERS, instance.answers_url)):
        command.upgrade(alembic_config(bind, url), "head")
