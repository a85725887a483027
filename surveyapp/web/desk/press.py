"""Press: whether a button of the desk is pressed for the first time, and where that leads."""

from contextlib import suppress

from flask import Response as Answer
from flask import abort, g, redirect
from sqlalchemy.exc import DatabaseError
from werkzeug.wrappers import Response

from surveyapp.storage.presses import forget_press
from surveyapp.web.desk.act import DeskForm
from surveyapp.web.logged import did_nothing


def is_first(form: DeskForm) -> bool:
    """Whether what the button says is to be done; a form of another site or session ends in 400."""
    check_form(form)
    if form.is_first():
        return True
    did_nothing()
    return False


def check_form(form: DeskForm) -> None:
    """Ends in 400 for a form of another site or session."""
    if not form.validate_on_submit():
        abort(400)


def fresh() -> DeskForm:
    """A form for another button of a page, which is pressed by itself."""
    return DeskForm(formdata=None)


def seen(address: str) -> Response:
    """The answer to a press: the page that shows what came of it."""
    return redirect(address, 303)


def without_what_failed(answer: Answer) -> Answer:
    """What was refused or failed was not done, so that the same button may be pressed again."""
    if answer.status_code >= 400 and "pressed" in g:
        with suppress(DatabaseError):  # then the page, when it is loaded anew, has another mark
            forget_press(g.pop("pressed"))
    return answer
