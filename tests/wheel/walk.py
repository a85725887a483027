"""The walk through the tutorial: files are written, commands called, pages looked at."""

import re

from tests.journeys.filling import enter, fill_everything
from tests.pseudo_language import PLAIN, fill, turned
from tests.wheel.tutorial import Command, WriteFile, steps_of

SMALL = {
    "sv": "āƀćđēƒģħīĵķļɱńōþɋŕśţūʋŵẋŷż",
    "hu": "αβψδεφγηιξκλμνοπκρστθωωχυζ",
    "fi": "абцдефгхийклмнопярстувшжыз",
}
"""Language -> what its words are made of, one for each letter of English."""
LETTERS = {
    language: str.maketrans(PLAIN, small.upper() + small) for language, small in SMALL.items()
}
LANGUAGES = ("en", *SMALL)
ANSWERED_IN = (*LANGUAGES, "en")
"""As many as are opened together."""
OF_FORM = ("town_page", "plan_page", "reached_page", "ready_page", "money_page")
OF_EVERYBODY = (
    *("/", "/help-now", "/accessibility", "/goodbye", "/answer/code", "/no/such/page"),
    *("/respond/heat/", "/design/", "/design/heat/", "/staff/sign-in"),
)
NOT_FOLLOWED = re.compile(r"\.(pdf|xlsx|csv)|/texts/|/coding/|lang=|#")


class Walk:
    """printed: command -> what it printed; pages: (language, where) -> page.

    previewed: for each preview the languages of its panes.
    """

    def __init__(self, page, day):
        self.day, self.printed, self.pages, self.previewed = day, {}, {}, []
        self.front = None
        for step in steps_of(page):
            if isinstance(step, WriteFile):
                self._write(step)
            elif isinstance(step, Command):
                self._call(step.line)
            else:
                self._translate()

    def without_secrets(self, html):
        """A page without the sign-in and the code that the demo makes up."""
        for each in ("login", "password", "code"):
            html = html.replace(self.front.by_id[f"demo-{each}"], "")
        return html

    def _write(self, step):
        path, text = self.day.folder / step.path, step.text
        if step.line:
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            lines[step.line - 1] = text
            text = "".join(lines)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def _call(self, line):
        served = line.removeprefix("surveyapp ")
        if served.startswith("preview"):
            with self.day.running(served) as browser:
                self._look_at_the_form(browser)
        elif served == "serve":
            with self.day.running(served) as browser:
                self._look_around(browser)
                self._answer(browser)
                self._coordinate(browser)
        else:
            self.printed[line] = self.day.shell(line)

    def _translate(self):
        for path in sorted(self.day.folder.glob("translations/*/LC_MESSAGES/*.po")):
            fill(path, LETTERS[path.parts[-3]])

    def _keep(self, browser, language, where):
        assert browser.page.language == language, where
        self.pages[language, where] = browser.page.html

    def _look_at_the_form(self, browser):
        browser.go("/")
        names = set(re.findall(r"/in/(\w+)/answer/", browser.page.html))
        for language in names:
            for page in OF_FORM:
                browser.go(f"/in/{language}/answer/page/{page}")
                self._keep(browser, language, f"preview {page}")
        self.previewed.append(names)

    def _look_around(self, browser):
        self.front = browser.go("/").page
        for language in LANGUAGES:
            for address in OF_EVERYBODY:
                browser.go(f"{address}?lang={language}")
                self._keep(browser, language, address)

    def _answer(self, browser):
        """Towns answer, in every language one; the first with the code of the front page."""
        made = self.day.run(f"codes create -n {len(ANSWERED_IN) - 1} --wave heat-1").split()
        codes = [self.front.by_id["demo-code"], *made]
        for language, code in zip(ANSWERED_IN, codes, strict=True):
            browser.go(f"/?lang={language}")
            browser.go("/answer/code").send({"code": ["WK7F-9M2X"]})
            self._keep(browser, language, "wrong code")
            enter(browser, code)
            self._keep(browser, language, "hub")
            self._answer_pages(browser, language)
            self._keep(browser.go("/answer/review"), language, "review")
            browser.send()
            assert browser.address == "/answer/receipt", browser.page.html
            self._keep(browser, language, "receipt")
            self._keep(browser.go("/answer/copy"), language, "copy")

    def _answer_pages(self, browser, language):
        for page, name in (("plan_page", "plan_year"), ("money_page", "money")):
            browser.go(f"/answer/page/{page}")
            browser.send({name: ["1x"]}, ("form-continue", "1"), "answer-form")
            self._keep(browser, language, f"{page} with a mistake")
            browser.go(f"/answer/page/{page}")
        browser.go("/answer/")
        money = "1,042.5" if language == "en" else "1042,5"
        remark = turned("Thank you", LETTERS.get(language, {}))
        fill_everything(browser, {"plan_year": ["2016"], "money": [money], "remark": [remark]})

    def _coordinate(self, browser):
        name, password = (self.front.by_id[f"demo-{each}"] for each in ("login", "password"))
        browser.go("/staff/sign-in?next=/coordinate/")
        browser.send({"name": [name], "password": [password]})
        for language in LANGUAGES:
            waiting, seen = ["/coordinate/"], set()
            browser.go(f"/coordinate/?lang={language}")
            while waiting:
                address = waiting.pop()
                seen.add(address)
                self._keep(browser.go(address), language, address)
                links = {each for each in browser.page.links if each.startswith("/coordinate/")}
                waiting += [x for x in links - seen - {*waiting} if not NOT_FOLLOWED.search(x)]
