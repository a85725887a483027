"""Walk: what a visitor of the made-up questionnaire does, the same wherever it is served."""

from benchmarks.client import REDIRECTS, Visitor
from benchmarks.made_up import OPTIONS, PAGES, ROWS, SCALE

START = "/respond/bench/"


def answers(n: int) -> dict[str, object]:
    """What a visitor answers on page n."""
    return {
        f"one{n}": SCALE[n % 4],
        f"many{n}": OPTIONS[:2],
        f"number{n}": "12",
        **{f"grid{n}.{row}": SCALE[1] for row in ROWS},
    }


def page_path(n: int) -> str:
    """Where a page is."""
    return f"/answer/page/page{n}"


def start(visitor: Visitor, questionnaire: str = "bench") -> None:
    """From the start page to the list of what there is to answer."""
    visitor.get(f"/respond/{questionnaire}/")
    visitor.post(f"/respond/{questionnaire}/begin", {})


def fill(visitor: Visitor) -> None:
    """Reads and saves all pages, and looks them over."""
    for n in range(PAGES):
        visitor.get(page_path(n))
        visitor.post(page_path(n), answers(n))
    visitor.get("/answer/review")


def send(visitor: Visitor) -> None:
    """Sends what was looked over. Raises RuntimeError where no receipt comes."""
    if b'id="receipt' not in visitor.post("/answer/send", {}):
        raise RuntimeError("no receipt")


class Submissions:
    """Whole visits: start, ten pages read and saved, review, send."""

    def __init__(self, port: int, n: int) -> None:
        self.visitors = [Visitor(port) for _each in range(n)]

    def run(self) -> tuple[int, list[float]]:
        """How many were sent; seconds of every request."""
        for visitor in self.visitors:
            start(visitor)
            fill(visitor)
            send(visitor)
            visitor.close()
        return len(self.visitors), [s for each in self.visitors for s in each.seconds]


class Reads:
    """One page read again and again."""

    def __init__(self, port: int, n: int) -> None:
        self.visitor, self.n = Visitor(port), n
        start(self.visitor)

    def run(self) -> tuple[int, list[float]]:
        """How many pages; seconds of each."""
        self.visitor.seconds.clear()
        for _each in range(self.n):
            self.visitor.get(page_path(0))
        return self.n, self.visitor.seconds


class Saves:
    """Pages that were read before, posted alone; nobody follows where they lead."""

    def __init__(self, port: int, n: int) -> None:
        self.visitors = [Visitor(port, follows=False) for _each in range(n)]
        self.forms = [self._forms(visitor) for visitor in self.visitors]

    def _forms(self, visitor: Visitor) -> list[dict[str, object]]:
        start(visitor)
        forms: list[dict[str, object]] = []
        for n in range(PAGES):
            visitor.get(page_path(n))
            forms.append({**visitor.carried(), **answers(n)})
        visitor.close()
        return forms

    def run(self) -> tuple[int, list[float]]:
        """How many pages were saved; seconds of each."""
        seconds: list[float] = []
        for visitor, forms in zip(self.visitors, self.forms, strict=True):
            visitor.seconds.clear()
            for n, form in enumerate(forms):
                visitor.send_form(page_path(n), form)
                if visitor.status not in REDIRECTS:
                    raise RuntimeError(f"page {n} was not saved")
            visitor.close()
            seconds += visitor.seconds
        return len(seconds), seconds
