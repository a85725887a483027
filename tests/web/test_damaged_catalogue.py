"""A catalogue of the interface that is damaged leaves its pages in English and stops nothing."""

import logging

import pytest

from surveyapp.web import create_app
from surveyapp.web.language import add_languages

DAMAGES = {
    "binary": b"\xde\x12\x04\x95\x00\x00",
    "text": b"no catalogue at all",
    "cut": b'msgid "Need help now?"\nmsgstr "Ave',
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_pages_are_in_english_where_the_catalogue_is_damaged(instance, tmp_path, caplog, damage):
    folder = tmp_path / "ro" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_bytes(DAMAGES[damage])
    app = create_app(instance)
    add_languages(app, [tmp_path])
    with caplog.at_level(logging.ERROR):
        for _ in range(2):
            response = app.test_client().get("/help-now?lang=ro")
            assert response.status_code == 200
            assert "Need help now?" in response.get_data(as_text=True)
    assert len([each for each in caplog.messages if "catalogue of ro" in each]) == 1


def test_other_languages_are_not_touched_by_a_damaged_one(app):
    assert "Trenger" in app.test_client().get("/help-now?lang=nb").get_data(as_text=True)
