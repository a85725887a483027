"""Structure: names, codes and keys that can be judged without following any reference."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from surveyapp.questionnaire.build import UNEXPLAINED_KINDS
from surveyapp.questionnaire.definition import (
    CodeDefinition,
    ListSelection,
    QuestionDefinition,
    QuestionnaireDefinition,
)
from surveyapp.questionnaire.lint.finding import Finding, KeyPath, Severity
from surveyapp.questionnaire.lint.inspection import (
    LIST_KEYS,
    Inspection,
    PlacedQuestion,
    did_you_mean,
)
from surveyapp.questionnaire.model import CORE, FULL
from surveyapp.questionnaire.texts import TextPart
from surveyapp.questions.cell import RESERVED_CODES as CODES_OF_REASONS
from surveyapp.questions.cell import Marker
from surveyapp.questions.column import IS_SYNTHETIC, Level
from surveyapp.questions.date import Date
from surveyapp.questions.number import Integer
from surveyapp.questions.registry import QUESTION_TYPES

# Paths of texts begin with the words of Part, and the files with answers with a column of theirs.
RESERVED_NAMES: Mapping[str, str] = {
    **dict.fromkeys(TextPart, "begins the paths of other texts"),
    IS_SYNTHETIC: "is the first column of every file with answers",
}
RESERVED_CODES: Mapping[str, str] = {
    **dict.fromkeys(CODES_OF_REASONS, "a reason without answer"),
    **{marker.value: f"“{marker.value.replace('_', ' ')}”" for marker in Marker},
}
"""Word that stands in a column beside codes -> what it is kept for."""
REASONS_LIST = "missing"
EDITIONS = (CORE, FULL)
TYPE_KEYS = (
    *LIST_KEYS,
    "row_filter",
    "exclusive",
    "other",
    "max_choices",
    "max_length",
    "sums",
    "pick_rows",
    "beside",
)
NUMBER_KINDS = frozenset({"integer", "decimal", "grid_integer"})
CODE_KINDS = frozenset({"select_one", "grid_select_one"})
LEVELS = {
    **dict.fromkeys(NUMBER_KINDS, (Level.INTERVAL, Level.RATIO)),
    **dict.fromkeys(CODE_KINDS, (Level.NOMINAL, Level.ORDINAL)),
}
EACH_NEEDS = {"row": ("rows",), "column": ("columns",), "cell": ("rows",)}
UNANSWERED_KEYS = (
    "required",
    "constraint",
    "warnings",
    "missing",
    "sensitive",
    "counts",
)
MESSAGES = {
    "missing-key": "a {kind} needs {key}",
    "unknown-code": "{key} names a code that is not among the choices",
    "out-of-range": "{key} must be between 1 and the number of {what}",
}


def structure(inspection: Inspection) -> Iterator[Finding]:
    """Problems of the questionnaire's structure."""
    definition = inspection.definition
    yield from _names(inspection)
    yield from _languages(definition)
    yield from _editions(definition)
    for placed in inspection.questions:
        yield from _type(placed)
        yield from _question(inspection, placed)


def codes(
    written: Iterable[CodeDefinition], path: KeyPath, list_name: str = ""
) -> Iterator[Finding]:
    """Problems of the codes of one list, which stand at `path`."""
    seen: set[str] = set()
    labels: dict[str, str] = {}
    for place, code in enumerate(written):
        here = (*path, place, "code")
        if code.code in seen:
            words = f"the code {code.code} stands here twice"
            yield Finding(here, "name-used-twice", words, "give one of them another code")
        seen.add(code.code)
        yield from _same_label(code, labels, (*path, place, "label"))
        is_reason = code.code in CODES_OF_REASONS
        if code.code in RESERVED_CODES and not (is_reason and list_name == REASONS_LIST):
            words = f"{code.code} is kept for {RESERVED_CODES[code.code]}"
            mend = "offer it under missing:, or rename it" if is_reason else "rename it"
            yield Finding(here, "reserved-code", words, mend)


def _same_label(code: CodeDefinition, labels: dict[str, str], path: KeyPath) -> Iterator[Finding]:
    """A code that is called like another; labels: words -> the first code that has them."""
    words = " ".join(code.label.casefold().split())
    if labels.setdefault(words, code.code) != code.code:
        said = f"{code.code} is called like {labels[words]}: “{code.label}”"
        mend = "give them words that tell them apart"
        yield Finding(path, "same-label", said, mend, Severity.WARNING)


def _names(inspection: Inspection) -> Iterator[Finding]:
    sections = inspection.definition.sections
    section_names = [(("sections", s, "name"), part.name) for s, part in enumerate(sections)]
    page_names = [
        (("sections", s, "pages", p, "name"), page.name)
        for s, section in enumerate(sections)
        for p, page in enumerate(section.pages)
    ]
    questions = [((*placed.path, "name"), placed.name) for placed in inspection.questions]
    for what, names in (("section", section_names), ("page", page_names), ("question", questions)):
        yield from _twice(what, names)
    for path, name in questions:
        if name in RESERVED_NAMES:
            words = f"{name} cannot be the name of a question, it {RESERVED_NAMES[name]}"
            yield Finding(path, "reserved-name", words, "choose another name")


def _twice(what: str, names: Iterable[tuple[KeyPath, str]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, name in names:
        if name in seen:
            words = f"there is already a {what} {name}"
            yield Finding(path, "name-used-twice", words, "give it another name")
        seen.add(name)


def _languages(definition: QuestionnaireDefinition) -> Iterator[Finding]:
    if definition.source_language not in definition.languages:
        words = f"languages lacks the source language {definition.source_language}"
        yield Finding(("languages",), "source-language-missing", words, "add it")


def _editions(definition: QuestionnaireDefinition) -> Iterator[Finding]:
    for name in definition.editions:
        if name not in EDITIONS:
            yield _no_edition(("editions", name), "call it core or full")
    there = tuple(definition.editions) or (FULL,)
    for name in definition.minutes:
        if name not in there:
            mend = f"add it under editions:, or write {' or '.join(there)}"
            yield _no_edition(("minutes", name), mend)


def _no_edition(path: KeyPath, mend: str) -> Finding:
    words = f"there is no edition {path[-1]}"
    return Finding(path, "unknown-edition", words, mend, at_key=True)


def _type(placed: PlacedQuestion) -> Iterator[Finding]:
    kind, question_type = placed.question.type, placed.type
    if question_type is None:
        near = get_close_matches(kind, QUESTION_TYPES, n=1)
        mend = did_you_mean(near[0] if near else None, f"one of {', '.join(QUESTION_TYPES)}")
        yield Finding((*placed.path, "type"), "unknown-type", f"there is no type {kind}", mend)
        return
    allowed = question_type.allows | question_type.needs
    for key in TYPE_KEYS:
        if getattr(placed.question, key) not in (None, ()) and key not in allowed:
            yield _not_allowed(placed, key)
    for key in _keys_of_others(placed.question):
        yield _not_allowed(placed, key)


def _keys_of_others(question: QuestionDefinition) -> Iterator[str]:
    """Keys that are given although this type has no use for them."""
    if question.type != "text" and question.screen is not None:
        yield "screen"
    if question.type not in NUMBER_KINDS and question.counts is not None:
        yield "counts"
    if question.type != Integer.kind and question.appearance is not None:
        yield "appearance"
    if question.explanation and question.type in UNEXPLAINED_KINDS:
        yield "explanation"
    if question.appearance and question.counts:
        yield "counts"
    if question.type == "note":
        given = question.model_fields_set
        yield from (key for key in UNANSWERED_KEYS if key in given and getattr(question, key))


def _not_allowed(placed: PlacedQuestion, key: str) -> Finding:
    words = f"a {placed.question.type} has no {key}"
    return Finding((*placed.path, key), "key-not-allowed", words, "remove it", at_key=True)


def _question(inspection: Inspection, placed: PlacedQuestion) -> Iterator[Finding]:
    question = placed.question
    for key in LIST_KEYS:
        used = getattr(question, key)
        if isinstance(used, tuple):
            yield from codes(used, (*placed.path, key))
        elif isinstance(used, ListSelection):
            yield from _selection(used, (*placed.path, key))
    yield from _by_type(inspection, placed)
    yield from _level(placed)
    yield from _checks(placed)
    if question.constraint and not question.constraint_message:
        words = f"whoever breaks the rule of {question.name} is not told what to write"
        mend = "add constraint_message:"
        path = (*placed.path, "constraint")
        yield Finding(path, "message-missing", words, mend, Severity.WARNING)
    if question.constraint_message and not question.constraint:
        words = "constraint_message belongs to no constraint"
        yield Finding((*placed.path, "constraint_message"), "message-unused", words, "remove it")


def _selection(used: ListSelection, path: KeyPath) -> Iterator[Finding]:
    if used.without and used.only:
        words = f"the list {used.list} is both shortened and picked from"
        yield Finding(path, "without-and-only", words, "keep either without: or only:")


def _by_type(inspection: Inspection, placed: PlacedQuestion) -> Iterator[Finding]:
    """What the type itself says about the question."""
    built = inspection.built.get(placed.name)
    if built is None or inspection.by_name[placed.name] is not placed.question:
        return
    for key in LIST_KEYS:
        if getattr(placed.question, key) and not getattr(built, key):
            words = f"no code is left under {key}"
            yield Finding((*placed.path, key), "empty-selection", words, "leave some codes in")
    for key, code in built.problems():
        if code == "missing-key" and getattr(placed.question, key):
            continue  # said above
        what = "rows" if key == "pick_rows" else "choices"
        words = MESSAGES[code].format(kind=built.kind, key=key, what=what)
        yield Finding((*placed.path, key), code, words, _mend(code, key, built.codes()))


def _mend(code: str, key: str, known: Iterable[str]) -> str:
    if code == "missing-key":
        return f"add {key}:"
    return (
        f"choose among {', '.join(known)}" if code == "unknown-code" else "write a smaller number"
    )


def _level(placed: PlacedQuestion) -> Iterator[Finding]:
    level = placed.question.level
    of_type: tuple[Level, ...] = LEVELS.get(placed.question.type, ())
    fitting = (Level.NOMINAL,) if placed.question.pick_rows else of_type
    fitting = (Level.INTERVAL,) if placed.question.appearance else fitting
    if level and level not in fitting:
        words = f"a {placed.question.type} cannot be {level}"
        mend = f"write {' or '.join(fitting)}" if fitting else "remove level:"
        yield Finding((*placed.path, "level"), "level-unfit", words, mend)
    if placed.question.type == Date.kind:
        words = "the days that are answered are neither exported nor compared"
        mend = "ask for the year as a number, or for a period from a list, if they should be"
        yield Finding((*placed.path, "type"), "date-not-compared", words, mend, Severity.WARNING)


def _checks(placed: PlacedQuestion) -> Iterator[Finding]:
    question = placed.question
    named = [
        ((*placed.path, "warnings", place), use if isinstance(use, str) else use.name)
        for place, use in enumerate(question.warnings)
    ]
    named += [
        ((*placed.path, "constraints", place), rule.name)
        for place, rule in enumerate(question.constraints)
    ]
    yield from _twice("check", named)
    for key in ("warnings", "constraints"):
        for place, rule in enumerate(getattr(question, key)):
            each = None if isinstance(rule, str) else rule.each
            yield from each_unfit(question, each, (*placed.path, key, place))


def each_unfit(question: QuestionDefinition, each: str | None, path: KeyPath) -> Iterator[Finding]:
    """A check that asks for rows, columns or cells of a question that has none."""
    if each and any(not getattr(question, key) for key in EACH_NEEDS[each]):
        words = f"{question.name} has no {each}s to check one by one"
        yield Finding(path, "each-unfit", words, "remove each:")
