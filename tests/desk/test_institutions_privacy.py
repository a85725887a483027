"""What an institution sends between two mixings changes nothing that a coordinator can see."""

import re

from surveyapp.storage.database import connected
from surveyapp.storage.invitations import invitations_of
from surveyapp.study.mixing import mix
from tests.desk.fieldwork_home import (
    LINES,
    ONE,
    WAVE,
    app,
    desk,
    home,
    keep,
    made_home,
    post,
)
from tests.journeys.plain_client import PlainBrowser
from tests.journeys.test_fieldwork import fill

__all__ = ["app", "desk", "home", "made_home"]
EACH_TIME = re.compile(
    r'name="(?:csrf_token|press|sealed|lost)"[^>]*value="[^"]*"|value="[^"]*"[^>]*name="csrf_token"'
)
PAGES = ("institutions/", "invitations/", "mails/", "mails/reminder-1/", "inquiries/", "codes/")


def everything(desk):
    """All that a coordinator can see of a wave, without what is new each time."""
    pages = [f"/desk/{WAVE}/{each}" for each in PAGES]
    desk.go(pages[0])
    pages += [*sorted(filter(ONE.fullmatch, desk.page.links)), "/desk/"]
    return {each: EACH_TIME.sub("", desk.go(each).page.html) for each in pages}


def opened(home, app, place):
    """The browser of an institution that has opened its invitation."""
    with connected(home):
        own = {each.contact_id: each for each in invitations_of(WAVE)}
        code = sorted(own.items())[place][1].code(home.pepper)
    browser = PlainBrowser(app).go(f"/i/{code}?lang=en")
    return browser.send(form="invitation-form")


def answer(browser):
    fill(
        browser,
        who={"country": ["RO"], "sector": ["private"]},
        offers={"keeps": ["no"], "places": ["731731"], "helps": ["bed"], "wishes": ["More."]},
    )
    browser.go("/answer/review").send()
    assert browser.address == "/answer/receipt", browser.page.html


def test_a_coordinator_sees_the_same_before_and_after_somebody_sent(home, app, desk):
    keep(desk, [(*each[:4], "RO", "private") for each in LINES])
    post(desk.go(f"/desk/{WAVE}/invitations/"), "/make")
    browsers = [opened(home, app, place) for place in range(6)]
    before = everything(desk)
    for browser in browsers[:4]:
        answer(browser)
    assert everything(desk) == before
    for browser in browsers[4:]:
        answer(browser)
    assert everything(desk) == before
    with connected(home):
        mix(home, WAVE)
    after = everything(desk)
    assert "answered, as of the last mixing: 6" in after[f"/desk/{WAVE}/institutions/"]
    assert not [page for page in after.values() if "731731" in page]


LARGE = "x" * (1024 * 1024 + 10)


def test_who_is_not_signed_in_is_told_no_name_whatever_is_sent(home, app, desk):
    keep(desk)
    mark = next(filter(ONE.fullmatch, desk.page.links))
    ends = [
        "institutions/list",
        "institutions/list/keep",
        "invitations/make",
        "invitations/codes.csv",
    ]
    ends += ["mails/send", "mails/bounces", "mails/invitation/queue", "paper/compare", "codes/"]
    addresses = [f"/desk/{WAVE}/{end}" for end in ends] + [f"{mark}correct", f"{mark}replace"]
    kinds = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "text/plain")
    for address in addresses:
        for body in ("", "a=b", LARGE):
            for kind in kinds:
                answer = app.test_client().post(address, data=body, content_type=kind)
                assert answer.status_code in (302, 303, 400, 413), address
                assert b"Zinnober" not in answer.data
                assert b"Outbox" not in answer.data
