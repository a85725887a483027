"""Migrations: brings both databases of an instance to the newest schema, one step a file."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from surveyapp.instance import Instance
from surveyapp.storage.database import ANSWERS, CONTACTS
from surveyapp.storage.revisions import steps_folder


def alembic_config(bind: str, url: str) -> Config:
    """Alembic's view of one database; its steps lie in ``migrations/<bind>``."""
    config = Config()
    config.set_main_option("script_location", _literal(steps_folder()))
    config.set_main_option("version_locations", _literal(steps_folder(bind)))
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = url
    return config


def _literal(path: Path) -> str:
    """Alembic's configuration reads a percent sign as the start of a variable."""
    return str(path).replace("%", "%%")


def upgrade(instance: Instance) -> None:
    """Runs the steps that are missing; does nothing on a database that is up to date."""
    for bind, url in ((CONTACTS, instance.contacts_url), (ANSWERS, instance.answers_url)):
        command.upgrade(alembic_config(bind, url), "head")
