"""A study of 48 institutions is run on the desk, from the first account to the report.

After `surveyapp serve` no command is typed. Staff use a browser, once without scripts; mails come
from a real server; what institutions type is posted to the same instance.
"""

import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from surveyapp.instance import create_instance, load_instance
from surveyapp.storage.migrations import upgrade
from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.browser.staff_person import OWN_PASSWORD, Person
from tests.formats.sheet.workbooks import workbook
from tests.journeys.plain_client import PlainBrowser
from tests.study.post import post_office
from tests.waiting import wait_until
from tests.web.running import serving

pytestmark = pytest.mark.browser

HELPLINES = Path(__file__).parents[1] / "journeys" / "helplines"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CODE = re.compile(r"\b[VW][0-9A-Z]{3}(?:-[0-9A-Z]{4}){4}\b")
WAVE, TRIAL = "spring", "trial"
ROMANIA, NORWAY = 34, 14
UNOPENED, OPENED, ON_PAPER = range(3)
"""Places in the list of institutions that do something else than to answer."""
MARK = "Zinnober"
"""Begins the names of institutions; stands in no answer."""
ROLES = {
    "carol": ["coordinator"],
    "anna": ["analyst"],
    "rita": ["reviewer"],
    "carl": ["coder"],
    "cora": ["coder"],
    "tess": ["coder"],
    "kim": ["key-in"],
}
WISHES = ("More places, please.", "Less paper.", "Both of these: places and paper.")
PERSONAL = "Write to ana.popescu@example.org"


def contacts(*, with_mistake=False):
    heads = ("institution", "addressee", "email", "language", "country", "class")
    yield heads
    for place in range(ROMANIA + NORWAY):
        country = "RO" if place < ROMANIA else "NO"
        language = ("en", "ro", "nb")[place % 3]
        sector = "public" if place % 2 else "private"
        name = f"{MARK} {place:02}"
        wrong = with_mistake and place == 5
        email = "no address" if wrong else f"i{place:02}@example.org"
        yield name, f"Office {place:02}", email, language, country, sector


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A project with the study, an empty instance, and a server for mails."""
    shutil.copytree(HELPLINES, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(tmp_path / "instance"))
    upgrade(create_instance(tmp_path / "instance"))
    limiter.reset()
    with (
        post_office() as (post, post_port),
        serving(tmp_path / "instance", tmp_path / "log") as port,
    ):
        yield tmp_path, f"http://127.0.0.1:{port}", post, post_port


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_study_of_48_institutions_on_the_desk(home, chrome, scripts):
    folder, address, post, post_port = home
    staff = Staff(chrome, address, scripts=scripts)
    first = begin(staff, post_port)
    make_accounts(staff, first)
    app = create_app(load_instance(folder / "instance"))
    rehearse(staff.of("carol"), app)
    invite(staff.of("carol"), post)
    institutions = [Institution(app, post, place) for place in range(ROMANIA + NORWAY)]
    codes = answer(institutions)
    mix(staff.of("anna"))
    remind(staff.of("carol"), post)
    ask_back(staff.of("carol"), institutions[10])
    from_paper(staff, app, institutions[ON_PAPER])
    close_and_freeze(staff.of("carol"))
    review(staff.of("rita"))
    code(staff)
    report(staff.of("carol"))
    files(staff.of("anna"))
    nothing_leads_to_an_institution(folder / "instance", codes)
    log_is_whole(first)


class Staff:
    """Everybody, each in a browser of their own."""

    def __init__(self, chrome, address, *, scripts):
        self._open = lambda name: Person(chrome, address, name, scripts=scripts)
        self._people = {}

    def of(self, name):
        """The person of a name."""
        if name not in self._people:
            self._people[name] = self._open(name)
        return self._people[name]


class Institution:
    """One of them: its line of the list, and the browser in which it answers."""

    def __init__(self, app, post, place):
        self.app, self.post, self.place = app, post, place
        self.line = list(contacts())[place + 1]
        self.browser, self.access_code = PlainBrowser(app), None

    def open_invitation(self):
        """Exchanges the code of its mail."""
        mail = self.post.mail_to(f"i{self.place:02}@")
        (code,) = set(CODE.findall(mail.get_content()))
        self.browser.go(f"/i/{code}?lang=en").send(form="invitation-form")
        self.access_code = self.browser.page.by_id["access-code"]
        return code

    def answer(self, browser=None, **more):
        """Fills in both pages."""
        country, sector = self.line[4:]
        fill(browser or self.browser, "who", {"country": [country], "sector": [sector]})
        wish = PERSONAL if self.place == 3 else WISHES[self.place % 3]
        said = {
            "keeps": ["yes" if country == "NO" else "no"],
            "places": [str(self.place)],
            "helps": ["bed"],
            "wishes": [wish],
        }
        fill(browser or self.browser, "offers", said | more)

    def send(self):
        """Looks it over and sends it."""
        self.browser.go("/answer/review").send()
        assert self.browser.address == "/answer/receipt", self.browser.page.html


def fill(browser, page, values):
    browser.go(f"/answer/page/{page}").send(values, form="answer-form")


def typed(app, code):
    """A browser in which a code was typed."""
    return PlainBrowser(app).go("/answer/code?lang=en").send({"code": [code]})


def begin(staff, post_port):
    """The first account, and what is said of the study before anything else."""
    first = staff.of("ada")
    first.page.goto(f"{first.address}/?lang=en")
    first.follow("Make the first account")
    password = OWN_PASSWORD.format("ada")
    first.fill(name="ada", password=password, again=password).press("Make the first account")
    assert first.path == "/staff/second-factor", first.text
    first.set_up_factor()
    first.sign_in(password)
    first.go("/desk/settings/begin")
    steps = {
        "study": {
            "study_name-en": "Who helps whom",
            "sender-en": "The Office",
            "contact-en": "Ana Pop, ana@example.org",
        },
        "languages": {},
        "promise": {"promise-en": "Nobody is graded."},
        "privacy": {
            "controller-en": "The Office, Main Street 1",
            "legal_basis-en": "Article 6(1)(e) GDPR",
        },
        "mail": {
            "mail_host": "127.0.0.1",
            "mail_port": str(post_port),
            "mail_from": "study@example.org",
        },
        "retention": {"contacts_months": "12", "texts_months": "12", "log_months": "24"},
    }
    for step, words in steps.items():
        first.go(f"/desk/settings/{step}").fill(**words)
        if step == "mail":
            first.page.check("input[name=mail_security][value=none]")
        first.page.locator("main").get_by_role("button", name=re.compile("^Save")).click()
        assert first.page.locator(".govuk-error-summary").count() == 0, first.text
    return first


def make_accounts(staff, first):
    """An account for everybody; each sets a second factor up and chooses a password."""
    for name, roles in ROLES.items():
        first.go("/desk/staff/").follow("Make an account").fill(name=name)
        for role in roles:
            first.page.check(f"input[name=roles][value={role}]")
        first.press("Make the account")
        staff.of(name).sign_in(first.page.text_content("#password"))


def rehearse(carol, app):
    """A rehearsal is answered, is seen nowhere, and ends."""
    make_wave(carol, TRIAL, is_rehearsal=True)
    carol.go(f"/desk/{TRIAL}/open").press("Open the wave")
    carol.go(f"/desk/{TRIAL}/trial").press("Try the form yourself")
    browser = typed(app, carol.page.text_content(".access-code"))
    assert "Rehearsal: these answers are thrown away." in browser.page.html
    fill(browser, "who", {"country": ["RO"], "sector": ["public"]})
    browser.go("/answer/review").send()
    assert browser.address == "/answer/receipt"
    carol.go(f"/desk/{TRIAL}/").sees("A rehearsal has no results.")
    carol.go(f"/desk/{TRIAL}/end").press("End the rehearsal")


def make_wave(carol, name, *, is_rehearsal=False):
    last = datetime.now(UTC).date() + timedelta(days=60)
    carol.go("/desk/waves/new").fill(name=name, closes=last.isoformat())
    carol.page.check("#choice")
    if is_rehearsal:
        carol.page.check("#is_rehearsal")
    carol.press("Make a wave")
    assert carol.page.locator(".govuk-error-summary").count() == 0, carol.text


def invite(carol, post):
    """From a list with a mistake to a mail for everybody."""
    make_wave(carol, WAVE)
    carol.go(f"/desk/{WAVE}/check")
    carol.go(f"/desk/{WAVE}/institutions/list")
    carol.page.check("input[name=list-mode][value=tracked]")
    carol.upload("list-file", "list.xlsx", workbook([*contacts(with_mistake=True)]), XLSX)
    carol.press("Look at the list").sees("Nothing was kept: 1 cell must be mended")
    if carol.page.locator("input[name=list-mode]").count():
        carol.page.check("input[name=list-mode][value=tracked]")
    carol.upload("list-file", "list.xlsx", workbook([*contacts()]), XLSX)
    carol.press("Look at the list").sees("New: 48. Changed: 0. As before: 0.")
    carol.press("Keep this list")
    carol.go(f"/desk/{WAVE}/invitations/").press("Make invitations")
    carol.go(f"/desk/{WAVE}/open").press("Open the wave")
    queue_and_send(carol, "invitation")
    assert len(post.recipients) == len(set(post.recipients)) == ROMANIA + NORWAY


def queue_and_send(carol, occasion):
    carol.go(f"/desk/{WAVE}/mails/{occasion}/").press("Put into the outbox")
    carol.go(f"/desk/{WAVE}/mails/").press("Send what waits")
    done(carol)


def done(person):
    """Waits for the job whose page is open, and says where it came out."""
    assert "/jobs/" in person.path, person.text
    path = person.path

    def is_over():
        person.page.goto(person.address + path)
        return person.page.locator("progress").count() == 0

    wait_until(is_over, f"the job of {person.name}")
    assert "failed" not in person.text, person.text
    return person


def answer(institutions):
    """All answer but one that does not open its invitation, one that only opens it, and paper."""
    opens = [each for each in institutions if each.place not in (UNOPENED, ON_PAPER)]
    codes = [each.open_invitation() for each in opens]
    for each in opens:
        if each.place != OPENED:
            each.answer()
            each.send()
    return [*codes, *(each.access_code for each in opens)]


def mix(anna):
    """The analyst opens what waits; the coordinator could not."""
    anna.go(f"/desk/{WAVE}/mix").press("Mix")
    done(anna)


def remind(carol, post):
    """Those are reminded who had not answered at the last mixing."""
    carol.go(f"/desk/{WAVE}/").sees("45")
    before = len(post.envelopes)
    queue_and_send(carol, "reminder-1")
    reminded = sorted(int(to[0][1:3]) for _sender, to in post.envelopes[before:])
    assert reminded == [UNOPENED, OPENED, ON_PAPER]


def page_of(carol, institution):
    """The page of one institution."""
    carol.go(f"/desk/{WAVE}/institutions/?q={institution.line[0].replace(' ', '+')}")
    return carol.follow(institution.line[0])


def ask_back(carol, institution):
    """A question is asked back, and answered where the form is opened again."""
    page_of(carol, institution).fill(asked="Could you look at question 4 again?").press("Ask back")
    browser = typed(institution.app, institution.access_code)
    reply = next(
        form for form in browser.page.forms if "asked" in form.action or "reply" in form.action
    )
    values = reply.initial()
    words = next(each.name for each in reply.controls if each.kind == "textarea")
    browser.client.post(reply.action, data={**values, words: ["It is right."]})
    carol.go(f"/desk/{WAVE}/inquiries/").sees("It is right.")


def from_paper(staff, app, institution):
    """Two people type the form; one misreads a figure, a third decides."""
    carol, kim = staff.of("carol"), staff.of("kim")
    page_of(carol, institution).press("Begin a paper form")
    codes = carol.page.locator(".access-code").all_text_contents()
    for number, code_ in zip(("7", "9"), codes, strict=True):
        institution.answer(typed(app, code_), places=[number])
    kim.go(f"/desk/{WAVE}/paper/").fill(first=codes[0], second=codes[1])
    kim.press("Compare the two entries").sees("They differ in 1 cell.")
    kim.page.check("input[name='take.places'][value='2']")
    kim.press("Send the form")
    assert MARK not in kim.text


def close_and_freeze(carol):
    """The wave ends; what is lost for good is said before."""
    carol.go(f"/desk/{WAVE}/close").press("Close the wave")
    if "/jobs/" in carol.path:
        done(carol)
    carol.go(f"/desk/{WAVE}/freeze").sees("What is lost for good").press("Freeze the wave")
    done(carol)
    carol.go(f"/desk/{WAVE}/").sees("Frozen")


def review(rita):
    """Every text is read; one is edited."""
    rita.go(f"/coordinate/{WAVE}/texts/")
    rita.page.locator(".text-queue__words a").first.click()
    while rita.page.locator("#wording").count():
        if PERSONAL in rita.page.input_value("#wording"):
            rita.fill(wording="Write to the office.").press("Save edited")
        else:
            rita.press("Clear as it is")
    rita.go(f"/coordinate/{WAVE}/texts/").sees("There are no such texts.")
    assert MARK not in rita.text


def code(staff):
    """Two code all texts blindly, a third decides."""
    for name in ("carl", "cora"):
        coder = staff.of(name).go(f"/coordinate/{WAVE}/coding/")
        coder.page.locator("main").get_by_role("button", name=re.compile("^Start coding")).click()
        differs = name == "cora"  # once, on the first text that speaks of something
        while coder.page.locator(".quoted-text").count():
            words = coder.page.text_content(".quoted-text").lower()
            themes = [each for each in ("places", "paper") if each in words]
            if themes and differs:
                themes, differs = [], False
            for theme in themes:
                coder.page.check(f"input[name=theme][value={theme}]")
            if not themes:
                coder.page.check("input[name=none]")
            coder.press("Save and next")
    tess = staff.of("tess").go(f"/coordinate/{WAVE}/coding/")
    tess.page.locator("main").get_by_role(
        "link", name=re.compile("^Decide where they differ")
    ).click()
    tess.page.check("input[name=theme][value=places]")
    tess.press("Save and next")
    tess.go(f"/coordinate/{WAVE}/coding/").sees("Complete: the themes are part of the comparison.")


def report(carol):
    """The comparison in the browser, and the report in three languages and formats."""
    carol.go(f"/coordinate/{WAVE}/").sees("Who answered")
    assert MARK not in carol.text
    carol.go(f"/desk/{WAVE}/documents/")
    form = carol.page.locator("form:has(#report-languages)")
    for box in form.locator("input[type=checkbox]").all():
        box.check()
    form.locator("button[type=submit]").click()
    found = downloads(done(carol))
    for language in ("en", "ro", "nb"):
        for layout in ("html", "pdf", "docx"):
            assert any(language in name and name.endswith(layout) for name in found), sorted(found)
    assert all(MARK.encode() not in content for content in found.values())
    written = b"".join(each for name, each in found.items() if name.endswith(".html"))
    assert b"94" in written  # 32 of 34
    assert b"Ajutor" in written
    assert b"Hjelp" in written


def downloads(person):
    """Name -> content of every file that the page of a job offers."""
    found = {}
    for link in person.page.locator("main a[download]").all():
        name, content = person.download(link)
        found[name] = content
    return found


def files(anna):
    """Rows with labels in three languages."""
    anna.go(f"/desk/{WAVE}/documents/rows")
    form = anna.page.locator("form:has(#export-languages)")
    for box in form.locator("input[type=checkbox]").all():
        box.check()
    form.locator("button[type=submit]").click()
    found = downloads(done(anna))
    assert {name.rpartition(".")[2] for name in found} >= {"csv", "xlsx", "sav", "parquet"}
    assert all(MARK.encode() not in content for content in found.values())


def nothing_leads_to_an_institution(path, codes):
    """No name in the answers' database, and no code in either."""
    answers = b"".join(each.read_bytes() for each in path.glob("answers.db*"))
    assert MARK.encode() not in answers
    held = answers + b"".join(each.read_bytes() for each in path.glob("contacts.db*"))
    assert not [each for each in codes if each.replace("-", "").encode() in held]
    assert not [each for each in codes if each.encode() in held]


def log_is_whole(first):
    """Who did what stands in the log, and no institution."""
    first.go("/desk/log/").sees("The log is whole")
    _name, written = first.download(first.page.locator("main a[href$='.csv']").first)
    log = written.decode()
    for words in ("carol", "wave frozen", "wave mixed", "rehearsal ended", "text reviewed"):
        assert words in log, words
    assert MARK not in log
