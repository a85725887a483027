"""A client that only follows links and posts HTML forms, as a browser without scripts does."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

VOID = {"input", "br", "meta", "link", "img", "hr"}


@dataclass
class Control:
    """One named control of a form."""

    name: str
    kind: str
    value: str
    is_checked: bool = False
    is_main: bool = False
    options: list[tuple[str, bool]] = field(default_factory=list)


@dataclass
class Form:
    """A form with its controls; buttons may stand outside and point to it."""

    identifier: str
    action: str
    method: str
    controls: list[Control] = field(default_factory=list)

    def initial(self):
        """What a browser sends when nothing is touched and no button is pressed."""
        sent = {}
        for control in self.controls:
            for value in _sent(control):
                sent.setdefault(control.name, []).append(value)
        return sent

    def values(self, name):
        """Values that can be chosen under a name."""
        found = [c for c in self.controls if c.name == name]
        return [c.value for c in found] + [value for c in found for value, _ in c.options]

    def names(self):
        """Names of all controls in order, once each."""
        return list(dict.fromkeys(control.name for control in self.controls if control.name))

    @property
    def main_button(self):
        """The button that Enter presses: the first in the order of the page; None without one."""
        return next((c for c in self.controls if c.kind == "submit"), None)

    def kind(self, name):
        """Kind of the first control of a name."""
        return next(control.kind for control in self.controls if control.name == name)


def _sent(control):
    if not control.name or control.kind in ("submit", "button"):
        return []
    if control.kind in ("radio", "checkbox"):
        return [control.value] if control.is_checked else []
    if control.kind == "select":
        chosen = [value for value, is_selected in control.options if is_selected]
        return chosen or [control.options[0][0]]
    return [control.value]


class Page(HTMLParser):
    """The forms, links and text of a page."""

    def __init__(self, html):
        super().__init__()
        self.html, self.forms, self.links, self.by_id = html, [], [], {}
        self._form = self._select = self._textarea = self._id = None
        self._early = []  # buttons that stand before their form and name it
        self.language = None
        self.feed(html)

    def form(self, identifier=""):
        """The form of an id; the first form when none is named."""
        return next(f for f in self.forms if not identifier or f.identifier == identifier)

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if tag == "html":
            self.language = a.get("lang")
        if a.get("id"):
            self._id = a["id"] if tag not in VOID else self._id
            self.by_id.setdefault(a["id"], "")
        if tag == "form":
            self._form = Form(a.get("id", ""), a.get("action", ""), a.get("method", "get"))
            self.forms.append(self._form)
            self._form.controls += [c for owner, c in self._early if owner == self._form.identifier]
        elif tag == "a" and "href" in a:
            self.links.append(a["href"])
        elif tag in ("input", "button", "select", "textarea"):
            if self._form is not None or "form" in a:
                self._control(tag, a)
        elif tag == "option" and self._select is not None:
            self._select.options.append((a.get("value", ""), "selected" in a))

    def _control(self, tag, a):
        kind = {"select": "select", "textarea": "textarea"}.get(tag) or a.get("type", "text")
        classes = a.get("class", "").split()
        control = Control(
            a.get("name", ""),
            kind,
            a.get("value", "on" if kind == "checkbox" else ""),
            "checked" in a,
            "govuk-button" in classes and len(classes) == 1,
        )
        owner = self._form
        if "form" in a:
            owner = next((f for f in self.forms if f.identifier == a["form"]), None)
        if owner is None:
            self._early.append((a["form"], control))
        else:
            owner.controls.append(control)
        if tag == "select":
            self._select = control
        if tag == "textarea":
            self._textarea = control

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        if tag == "select":
            self._select = None
        if tag == "textarea":
            # A browser drops one line break after the start tag.
            self._textarea.value = self._textarea.value.removeprefix("\n")
            self._textarea = None

    def handle_data(self, data):
        if self._textarea is not None:
            self._textarea.value += data
        if self._id and data.strip():
            self.by_id[self._id] += data.strip()
            self._id = None


class PlainBrowser:
    """Remembers where it is; follows redirects; keeps cookies."""

    def __init__(self, app):
        self.client = app.test_client()
        self.address, self.page, self.status = "/", None, 0

    def go(self, address):
        """Follows a link."""
        return self._arrive(self.client.get(urljoin(self.address, address), follow_redirects=True))

    def send(self, changes=None, button=None, form=""):
        """Posts a form with some values changed; a value of None leaves the field out."""
        found = self.page.form(form)
        values = {**found.initial(), **{n: v for n, v in (changes or {}).items() if v is not None}}
        for name, value in (changes or {}).items():
            if value is None:
                values.pop(name, None)
        if button:
            values[button[0]] = [button[1]]
        address = urljoin(self.address, found.action or self.address)
        if found.method == "get":
            return self._arrive(
                self.client.get(address, query_string=values, follow_redirects=True)
            )
        return self._arrive(self.client.post(address, data=values, follow_redirects=True))

    def _arrive(self, response):
        self.address = response.request.path
        if response.request.query_string:
            self.address += "?" + response.request.query_string.decode()
        self.status = response.status_code
        is_html = response.mimetype == "text/html"
        self.page = Page(response.get_data(as_text=True)) if is_html else None
        self.response = response
        return self
