"""A browser of the coordinator of the demo."""

from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.journeys.plain_client import PlainBrowser


def signed_in(demo):
    app = create_app(demo.instance, {"TESTING": True})
    limiter.reset()
    browser = PlainBrowser(app).go("/staff/sign-in?next=/coordinate/")
    given = demo.instance.demo
    return browser.send({"name": [given["staff"]], "password": [given["password"]]})
