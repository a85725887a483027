"""Burden: what a form asks of a respondent, in words, choices and numbers, and about how long.

Only what is asked counts: a question, row or cell that the routing or the edition hides costs
nothing. Words are those that stand open on the page; explanations and terms are folded away.
Typing own words and looking up figures elsewhere is not timed, nobody can know how long that takes.

| constant | source |
|---|---|
| `WORDS_A_MINUTE` 200 | below the 238 of silent reading (Brysbaert, J. Mem. Lang. 109, 2019): \
a form is read to decide, often in a second language |
| `SECONDS_A_CHOICE` 6, `SECONDS_A_NUMBER` 15 | assumed, a number being found, typed and checked; \
with them one filled core form of `service_provision` is estimated at 58 minutes for 255 answers, \
and took about 60 for 254 |
| `FURNITURE_WORDS` 47 | the words read in that form less those counted here, over its 32 pages: \
headings, numbers, "No answer, because:", buttons |
| `TICKS` 3 | assumed where no profile knows better |
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from surveyapp.questionnaire.flow import Flow, asked_on, is_answered
from surveyapp.questionnaire.model import AskedQuestion, Section
from surveyapp.questionnaire.wording import Wording
from surveyapp.questions.effort import Effort

WORDS_A_MINUTE = 200
SECONDS_A_CHOICE = 6
SECONDS_A_NUMBER = 15
FURNITURE_WORDS = 47
TICKS = 3
SECONDS_A_MINUTE = 60

Ticks = Mapping[str, int]
"""Question -> how many options of several answers are ticked, in a grid in each row."""

AS_USUAL: Ticks = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """What is asked; burdens add up. questions: those with something to answer; pages: shown."""

    questions: int = 0
    words: int = 0
    choices: int = 0
    numbers: int = 0
    texts: int = 0
    pages: int = 0

    @property
    def minutes(self) -> float:
        """About how long it takes, `texts` not counted."""
        seconds = self.choices * SECONDS_A_CHOICE + self.numbers * SECONDS_A_NUMBER
        return self.words / WORDS_A_MINUTE + seconds / SECONDS_A_MINUTE

    def __add__(self, other: "Burden") -> "Burden":
        return Burden(
            questions=self.questions + other.questions,
            words=self.words + other.words,
            choices=self.choices + other.choices,
            numbers=self.numbers + other.numbers,
            texts=self.texts + other.texts,
            pages=self.pages + other.pages,
        )


@dataclass(frozen=True)
class WordCount:
    """How many words the texts of a form have, as one country's institutions read them.

    A text is counted when it is first looked up: keep one for each form, language and country.
    """

    wording: Wording
    country: str | None = None
    _counted: dict[str, int] = field(default_factory=dict, compare=False)
    _questions: dict[str, int] = field(default_factory=dict, compare=False)

    def of(self, path: str) -> int:
        """Words of the text at this path; 0 where there is none."""
        if path not in self._counted:
            words = self.wording.text_or_none(path, self.country) or ""
            self._counted[path] = len(words.split())
        return self._counted[path]

    def of_all(self, paths: Iterable[str]) -> int:
        """Words of several texts together."""
        return sum(map(self.of, paths))

    def of_question(self, asked: AskedQuestion, rows: Sequence[str]) -> int:
        """Words in view while it is answered with these rows."""
        if asked.path not in self._questions:
            self._questions[asked.path] = self.of_all(_read_paths(asked))
        lines = () if asked.beside else asked.question.read_row_paths(rows)
        return self._questions[asked.path] + self.of_all(lines)


def burden_of_question(flow: Flow, name: str, count: WordCount, ticks: Ticks = AS_USUAL) -> Burden:
    """The burden of one question as it is asked now; none when it is not asked."""
    if not flow.is_asked(name):
        return Burden()
    asked, cells = flow.form.questions[name], flow.cells(name)
    effort = asked.question.effort(cells, ticks.get(name, TICKS)) if cells else Effort()
    return Burden(
        questions=1 if cells else 0,
        words=count.of_question(asked, flow.rows(name)),
        choices=effort.choices,
        numbers=effort.numbers,
        texts=effort.texts,
    )


def burden_of_section(
    flow: Flow, section: Section, count: WordCount, ticks: Ticks = AS_USUAL
) -> Burden:
    """The burden of a section: its questions, its label and note once, the furniture of pages."""
    questions = (burden_of_question(flow, name, count, ticks) for name in section.questions())
    pages = sum(1 for page in section.pages if asked_on(flow, page))
    head = f"{flow.form.name}.sections.{section.name}"
    words = count.of_all((f"{head}.label", f"{head}.note")) if pages else 0
    return sum(questions, Burden(words=words + pages * FURNITURE_WORDS, pages=pages))


def burden_left(flow: Flow, section: Section, count: WordCount) -> Burden:
    """What a section still asks: questions without any answer, and the pages they stand on."""
    left = Burden()
    for page in section.pages:
        questions = [
            burden_of_question(flow, name, count)
            for name in asked_on(flow, page)
            if flow.cells(name) and not is_answered(flow, name)
        ]
        if questions:
            left = sum(questions, left + Burden(words=FURNITURE_WORDS, pages=1))
    return left


def _read_paths(asked: AskedQuestion) -> Iterator[str]:
    """Texts of a question that do not hang on its rows; lines of a shared table are read once."""
    question = asked.question
    shared = question.choices if asked.beside and not question.rows else ()
    lines = {choice.text_path for choice in shared}
    read = (path for path in question.read_paths() if path not in lines)
    yield from (f"{asked.path}.label", f"{asked.path}.hint", *read)
    if question.has_open_reasons:
        yield from (f"code_lists.missing.{code}" for code in question.reason_codes())
