"""The revisions that are read from the files are those that Alembic takes."""

import pytest
from alembic.script import ScriptDirectory

from surveyapp.storage.database import ANSWERS, CONTACTS
from surveyapp.storage.migrations import alembic_config
from surveyapp.storage.revisions import revisions


@pytest.mark.parametrize("bind", [CONTACTS, ANSWERS])
def test_the_revisions_are_alembics(bind):
    steps = ScriptDirectory.from_config(alembic_config(bind, "")).walk_revisions()
    assert revisions(bind) == tuple(step.revision for step in steps)
