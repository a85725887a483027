"""Place: from the path of a text in the catalogues to the key that holds it in the file."""

from collections.abc import Iterator

from surveyapp.questionnaire.definition import (
    CodeDefinition,
    CodeListDefinition,
    QuestionDefinition,
    QuestionnaireDefinition,
)
from surveyapp.questionnaire.lint.finding import KeyPath
from surveyapp.questionnaire.lint.inspection import LIST_KEYS, Inspection

Placing = tuple[str, KeyPath]
"""(path of the text or of what stands around it, path in the file)"""


def text_places(inspection: Inspection) -> dict[str, KeyPath]:
    """Path of a text -> path in the file, for every text of the questionnaire's own file."""
    definition = inspection.definition
    root = definition.questionnaire
    places = dict(_named_parts(definition))
    for s, section in enumerate(definition.sections):
        places |= _keys(f"{root}.sections.{section.name}", ("sections", s), "label", "note")
        for p, page in enumerate(section.pages):
            places |= _keys(f"{root}.pages.{page.name}", ("sections", s, "pages", p), "title")
    for placed in inspection.questions:
        places |= dict(_question(f"{root}.{placed.name}", placed.path, placed.question))
    return places


def code_places(
    codes: tuple[CodeDefinition, ...], text_path: str, path: KeyPath
) -> Iterator[Placing]:
    """The labels of the codes of one list, which stands at `path`."""
    for place, code in enumerate(codes):
        yield f"{text_path}.{code.code}", (*path, place, "label")
        for country in code.variants:
            here = (*path, place, "variants", country, "label")
            yield f"{text_path}.{code.code}@{country}", here


def code_list_places(code_list: CodeListDefinition) -> dict[str, KeyPath]:
    """Path of a label -> path in the file of the code list."""
    return dict(code_places(code_list.codes, f"code_lists.{code_list.list}", ("codes",)))


def _named_parts(definition: QuestionnaireDefinition) -> Iterator[Placing]:
    root = definition.questionnaire
    yield from _keys(root, (), "title", "purpose", "content_note", "privacy").items()
    for role, preparation in definition.prepare.items():
        here = ("prepare", role, "items")
        yield from _keys(f"{root}.prepare.{role}.items", here, *preparation.items).items()
    for key, words in (
        ("editions", ("label", "note")),
        ("terms", ("label", "definition")),
        ("shared_warnings", ("question",)),
        ("prepare", ("label",)),
    ):
        for name in getattr(definition, key):
            yield from _keys(f"{root}.{key}.{name}", (key, name), *words).items()


def _question(root: str, path: KeyPath, question: QuestionDefinition) -> Iterator[Placing]:
    yield from _keys(root, path, "label", "hint", "guidance", "constraint_message").items()
    for country in question.variants:
        for key in ("label", "hint", "guidance"):
            yield f"{root}.{key}@{country}", (*path, "variants", country, key)
    for key in LIST_KEYS:
        used = getattr(question, key)
        if isinstance(used, tuple):
            yield from code_places(used, f"{root}.{key}", (*path, key))
    for place, rule in enumerate(question.constraints):
        yield f"{root}.constraints.{rule.name}.message", (*path, "constraints", place, "message")
    for place, use in enumerate(question.warnings):
        if not isinstance(use, str):
            yield f"{root}.warnings.{use.name}.question", (*path, "warnings", place, "question")


def _keys(root: str, path: KeyPath, *keys: str) -> dict[str, KeyPath]:
    return {f"{root}.{key}": (*path, key) for key in keys}
