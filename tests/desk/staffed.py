"""A real instance with people of several roles, each with a second factor that the test holds."""

from datetime import UTC, datetime, timedelta

from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.storage.database import connected
from surveyapp.storage.second_factor import new_factor
from surveyapp.storage.staff import add_staff, set_second_factor
from surveyapp.storage.staff_log import log_lines
from surveyapp.web.limits import limiter
from tests.journeys.plain_client import PlainBrowser
from tests.web.people import PASSWORD, code_of

# In the middle of a step of 30 seconds.
START = datetime(2014, 9, 15, 12, 0, 15, tzinfo=UTC)
PEOPLE = {
    "ada": (StaffRole.ADMIN,),
    "maria": (StaffRole.COORDINATOR,),
    "vlad": (StaffRole.REVIEWER, StaffRole.CODER),
}
CLOCKED = (
    *("access", "coordinator.sign_in", "coordinator.second_factor", "desk.confirmation"),
    *("desk.accounts", "desk.account", "desk.first"),
)


class Clock:
    """What time it is on the site."""

    def __init__(self):
        self.moment = START

    def __call__(self):
        return self.moment

    def later(self, **passed):
        """Some time passes."""
        self.moment += timedelta(**passed)


def fill(instance):
    """The people with a factor each: name -> the factor."""
    factors = {}
    with connected(instance):
        for name, roles in PEOPLE.items():
            add_staff(name, roles, PASSWORD)
            factors[name] = new_factor()
            set_second_factor(name, factors[name], instance.pepper)
    return factors


def signed_in(app, name, factor, clock):
    """A browser of somebody who signed in with a code of now."""
    limiter.reset()
    browser = PlainBrowser(app).go("/staff/sign-in?lang=en")
    code = code_of(factor.secret, 0, clock.moment)
    browser.send({"name": [name], "password": [PASSWORD], "factor": [code]})
    assert browser.address == "/desk/"
    return browser


def press(browser, action, changes=None):
    """Presses the button of the form that is sent to an address with this end."""
    found = [form for form in browser.page.forms if form.action.endswith(action)]
    assert len(found) == 1, [form.action for form in browser.page.forms]
    browser.page.forms = found
    return browser.send(changes)


def logged(instance):
    """(action, about) of every line."""
    with connected(instance):
        return [(each.action, each.about) for each in log_lines()]
