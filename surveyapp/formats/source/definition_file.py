"""Definition file: a YAML file as a definition, or every problem of its shape with its place."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from surveyapp.analysis.plan_file import definition as plan
from surveyapp.fieldwork import calendar_rules as calendar
from surveyapp.fieldwork import screening_rules as screening
from surveyapp.formats.source.problem import Problem, unreadable
from surveyapp.formats.source.yaml_events import KeyPath
from surveyapp.formats.source.yaml_file import YamlDocument, YamlRefused, read_yaml
from surveyapp.formats.source.yaml_habit import swallows_a_comma
from surveyapp.questionnaire.definition import (
    CodeDefinition,
    ConstraintDefinition,
    CoreCells,
    Definition,
    EditionDefinition,
    ListSelection,
    PageDefinition,
    QuestionDefinition,
    SectionDefinition,
    SharedWarning,
    SumsDefinition,
    TermDefinition,
    TextVariant,
    WarningDefinition,
)
from surveyapp.questionnaire.lint.reference import EMPTY
from surveyapp.questions.typed import quote

Model = TypeVar("Model", bound=Definition)

# The models that stand behind a key; a question's type decides nothing about its keys' shapes.
MODELS: Mapping[str, type[BaseModel]] = {
    "sections": SectionDefinition,
    "pages": PageDefinition,
    "questions": QuestionDefinition,
    "editions": EditionDefinition,
    "terms": TermDefinition,
    "shared_warnings": SharedWarning,
    "warnings": WarningDefinition,
    "constraints": ConstraintDefinition,
    "variants": TextVariant,
    "codes": CodeDefinition,
    "core": CoreCells,
    "sums": SumsDefinition,
    "chapters": plan.ChapterDefinition,
    "comparisons": plan.ComparisonDefinition,
    "flags": plan.FlagDefinition,
    "merges": plan.MergeDefinition,
    "into": plan.GroupDefinition,
    "pools": plan.PoolDefinition,
    "families": plan.FamilyDefinition,
    "indices": plan.IndexDefinition,
    "items": plan.ItemDefinition,
    "public_figures": plan.SeriesDefinition,
    "points": plan.PointDefinition,
    "base": plan.BaseDefinition,
    "together": plan.TogetherDefinition,
    "rules": plan.RulesDefinition,
    "numbers": screening.NumberDefinition,
    "phones": screening.PhonesDefinition,
    "national": screening.NationalNumber,
    "coordinates": screening.CoordinatesDefinition,
    "phrases": screening.PhraseDefinition,
    "periods": calendar.PeriodDefinition,
}
LIST_KEYS = ("choices", "rows", "columns")
# Names that pydantic gives to the shapes of "a name, a mapping or a list".
SHAPES: Mapping[str, type | tuple[type, ...]] = {
    "constrained-str": str,
    "bool": (str, list),
    "str": (str, Mapping),
    "literal['all']": str,
    "int": (),
    "float": (),
    "AllBut": Mapping,
    "tuple[str, ...]": list,
    "CoreCells": Mapping,
    "ListSelection": Mapping,
    "WarningDefinition": Mapping,
    "ItemDefinition": Mapping,
    "tuple[CodeDefinition, ...]": list,
}
FOR_A_NAME = ("constrained-str", "str", "literal['all']")
"""What is reported where none of the shapes was meant."""
KEY_ITSELF = "[key]"
QUOTES = "put it in quotes"
WORDS: Mapping[str, tuple[str, str, str]] = {
    # pydantic's type: our code, what is wrong, how to mend it
    "extra_forbidden": ("unknown-key", "there is no key {key} here", "{near}"),
    "missing": ("missing-key", "{key} is missing", "add {key}:"),
    "string_type": ("not-text", "{key} must be text", "{text_mend}"),
    "string_pattern_mismatch": ("ill-formed", "{key} cannot be {found}", "{pattern}"),
    "string_too_short": ("empty-text", "{key} is empty", "write something, or remove the key"),
    "string_too_long": ("too-long", "{key} is longer than {max_length} characters", "shorten it"),
    "literal_error": ("unknown-word", "{key} cannot be {found}", "write {expected}"),
    "bool_type": ("not-true-or-false", "{key} cannot be {found}", "write true or false"),
    "bool_parsing": ("not-true-or-false", "{key} cannot be {found}", "write true or false"),
    "greater_than_equal": ("out-of-range", "{key} is too small", "write {ge} or more"),
    "less_than_equal": ("out-of-range", "{key} is too large", "write {le} or less"),
    "too_short": ("empty-list", "{key} is empty", "add something, or remove the key"),
    "too_long": ("too-many", "{key} has more than {max_length} parts", "leave some out"),
    "tuple_type": ("not-a-list", "{key} must be a list", "write [{listed}], or lines with -"),
}
NUMBER = ("not-a-number", "{key} must be a number, and is {found}", "write a number without quotes")
DATE = ("not-a-date", "{key} must be a date, and is {found}", "write it as 2026-11-24")
MAPPING = ("not-a-mapping", "{key} must have keys of its own", "write them as key: value below it")
SHAPE = (
    "ill-formed",
    "{key} cannot be {found}",
    "write a name, or the keys or lines that the documentation shows",
)
PATTERN_MENDS = {
    "^[a-z][a-z0-9]*(-": "small letters, digits and single - between them",
    "^[#@*": "# for a digit, @ for a letter, * for either, and a space between groups",
    "^[#0-9]": "digits, and # for any of them",
    "^[01][0-9]-": "month and day, such as 12-20",
    "^[1-9]": "the digits of the calling code, without + and zeros before it",
    "^[DMYx]": "DDMMYY in the order of the number, and x for other digits",
    "^[a-z]": "small letters, digits and single _ between them",
    "^[A-Za-z0-9]+(": "letters, digits and single _ between them",
    "^[A-Z]$": "one capital letter",
    "^(\\*|": "a row, or a row and a column with a point between them; * stands for all",
    "^[0-9A-Za-z.-]": "letters, digits, points and dashes, at most 20",
    "^[a-z0-9_]": "the name of a column, in which * stands for one part between the points",
}


class DefinitionRefused(ValueError):
    """A file has not the shape of a definition; `problems` say where and why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def read_definition(path: Path, model: type[Model], shown_as: str) -> tuple[Model, YamlDocument]:
    """A definition and the file it stands in. Raises DefinitionRefused, also without a file."""
    try:
        document = read_yaml(path, shown_as)
    except YamlRefused as refused:
        raise DefinitionRefused([refused.problem]) from refused
    except OSError as error:
        raise DefinitionRefused([unreadable(shown_as, error)]) from error
    return definition_from(document, model), document


def definition_from(document: YamlDocument, model: type[Model]) -> Model:
    """The definition that a document holds. Raises DefinitionRefused."""
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        problems = sorted(set(shape_problems(document, error, model)))
        raise DefinitionRefused(problems) from error


def shape_problems(
    document: YamlDocument, error: ValidationError, model: type[Definition]
) -> Iterator[Problem]:
    """pydantic's findings with places, stable codes and words about mending."""
    for found in error.errors():
        path = _plain_path(document.value, found["loc"])
        if path is not None and not _is_aftermath(found):
            yield _problem(document, found, path, model)


def _is_aftermath(found: ErrorDetails) -> bool:
    """A list counts as empty when its parts are wrong; those were named already."""
    return found["type"] == "too_short" and len(found["input"]) > 0


def _plain_path(value: Any, location: tuple[int | str, ...]) -> KeyPath | None:
    """The path without pydantic's names of shapes; None when another shape was meant."""
    path: list[int | str] = []
    for step in location:
        if step in SHAPES and not (isinstance(value, Mapping) and step in value):
            if not _is_meant(value, str(step)):
                return None
        elif step != KEY_ITSELF:
            path.append(step)
            value = _inside(value, step)
    return tuple(path)


def _is_meant(value: Any, shape: str) -> bool:
    """Whether the writer meant this shape; what fits none is reported for a name."""
    if isinstance(value, str | Mapping | list):
        return isinstance(value, SHAPES[shape])
    return shape in (*FOR_A_NAME, "bool")


def _inside(value: Any, step: int | str) -> Any:
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def _problem(
    document: YamlDocument, found: ErrorDetails, path: KeyPath, model: type[Definition]
) -> Problem:
    code, message, mend = _words(found)
    details = {
        **found.get("ctx", {}),
        "key": _in_words(path),
        "said": found["msg"],
        "found": _quoted(found["input"]),
        "listed": "" if found["input"] in (None, "") else _quoted(found["input"]),
        "near": _near(document, path, found["input"], model),
        "pattern": _pattern(found),
        "text_mend": QUOTES if isinstance(found["input"], int | float) else "write words",
    }
    at_key = found["type"] == "extra_forbidden" or found["loc"][-1:] == (KEY_ITSELF,)
    line, column = document.position_of_key(path) if at_key else document.position_of(path)
    return Problem(
        document.file, line, column, code, message.format(**details), mend.format(**details)
    )


def _words(found: ErrorDetails) -> tuple[str, str, str]:
    kind = found["type"]
    is_name = bool(found["loc"]) and found["loc"][-1] in FOR_A_NAME
    if is_name and not isinstance(found["input"], str):
        return SHAPE
    if kind.startswith(("int_", "float_", "finite_")):
        return NUMBER
    if kind.startswith("date_"):
        return DATE
    if kind in ("model_type", "dict_type"):
        return MAPPING
    return WORDS.get(kind, ("ill-formed", "{key}: {said}", ""))


def _in_words(path: KeyPath) -> str:
    match path:
        case ():
            return "the file"
        case (*_, key, int(place)):
            return f"{key}, part {place + 1},"
        case _:
            return str(path[-1]) or EMPTY


def _is_place(path: KeyPath) -> bool:
    return len(path) > 1 and isinstance(path[-1], int)


def _near(document: YamlDocument, path: KeyPath, value: Any, model: type[Definition]) -> str:
    """What the writer of an unknown key may have meant."""
    span = document.keys.get(path)
    if value is None and span and swallows_a_comma(document.text, span.end):
        return f'a comma ends a text; put the text in quotes: "…, {path[-1]}"'
    known = list(_model_at(path[:-1], model).model_fields)
    near = get_close_matches(str(path[-1]), known, n=1) if path else []
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"


def _model_at(path: KeyPath, model: type[BaseModel]) -> type[BaseModel]:
    """The model whose keys stand at a path."""
    for place, step in enumerate(path):
        if step in LIST_KEYS:
            model = CodeDefinition if _is_place(path[: place + 2]) else ListSelection
        elif isinstance(step, str):
            model = MODELS.get(step, model)
    return model


def _pattern(found: ErrorDetails) -> str:
    pattern = str(found.get("ctx", {}).get("pattern", ""))
    mends = (words for start, words in PATTERN_MENDS.items() if pattern.startswith(start))
    return f"use {next(mends, pattern)}"


def _quoted(value: Any) -> str:
    """What was found, so that it can be seen and changes nothing of the line around it."""
    match value:
        case Mapping():
            return "a group of keys"
        case list():
            return "a list"
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case _:
            return "".join(map(_seen, quote(str(value)))) or EMPTY


def _seen(sign: str) -> str:
    return sign if sign.isprintable() else f"U+{ord(sign):04X}"
