"""Build: from a definition that was checked to the questionnaire that is asked."""

from collections.abc import Iterator, Mapping
from string import ascii_uppercase

from surveyapp.questionnaire.definition import (
    CodeListDefinition,
    ConstraintDefinition,
    CoreCells,
    ListUse,
    QuestionDefinition,
    QuestionnaireDefinition,
    SectionDefinition,
    SharedWarning,
    SumsDefinition,
    WarningDefinition,
)
from surveyapp.questionnaire.expression import (
    addresses_in,
    compile_condition,
    compile_number,
    names_in,
    parse,
)
from surveyapp.questionnaire.model import (
    FULL,
    AskedQuestion,
    Check,
    CheckSeverity,
    Each,
    Page,
    Questionnaire,
    Routing,
    Section,
)
from surveyapp.questionnaire.picking import picking_checks
from surveyapp.questionnaire.release import version_hash
from surveyapp.questions.added_up import DeclaredSum
from surveyapp.questions.base import Code, Question
from surveyapp.questions.cell import MissingReason
from surveyapp.questions.column import Level
from surveyapp.questions.note import Note
from surveyapp.questions.registry import type_of
from surveyapp.questions.text import Text

CodeLists = Mapping[str, CodeListDefinition]
UNEXPLAINED_KINDS = (Note.kind, Text.kind)


def build(definition: QuestionnaireDefinition, code_lists: CodeLists) -> Questionnaire:
    """The full edition. The definition must have passed the linter.

    Raises ExpressionError or KeyError for what the linter would have named.
    """
    sections = tuple(_sections(definition))
    questions = {asked.name: asked for asked in _questions(definition, code_lists)}
    editions = tuple(definition.editions) or (FULL,)
    return Questionnaire(
        name=definition.questionnaire,
        version=definition.version,
        version_hash=version_hash(definition, code_lists),
        languages=definition.languages,
        source_language=definition.source_language,
        unit=definition.unit,
        sections=sections,
        questions=questions,
        editions=editions,
        edition=FULL,
        parameters=definition.parameters,
        compare_by=definition.compare_by,
        compare_codes=_compared(definition, questions),
        strata=definition.strata,
        classes=definition.classes,
        identifying=definition.identifying,
        known_outside=definition.known_outside,
        split_by=definition.split_by,
        consent=definition.consent,
        consent_given=definition.consent_given,
        needs_approval=definition.approval is not None,
        terms=tuple(definition.terms),
        minutes=definition.minutes,
        prepare={role: tuple(each.items) for role, each in definition.prepare.items()},
    )


def _compared(
    definition: QuestionnaireDefinition, questions: Mapping[str, AskedQuestion]
) -> tuple[Code, ...]:
    return questions[definition.compare_by].question.choices if definition.compare_by else ()


def _sections(definition: QuestionnaireDefinition) -> Iterator[Section]:
    for letter, section in _lettered(definition):
        pages = tuple(
            Page(page.name, section.name, tuple(question.name for question in page.questions))
            for page in section.pages
        )
        yield Section(section.name, letter, pages)


def _lettered(definition: QuestionnaireDefinition) -> Iterator[tuple[str, SectionDefinition]]:
    """(letter, section): its own, else that of its place."""
    for letter, section in zip(ascii_uppercase, definition.sections, strict=False):
        yield section.letter or letter, section


def _questions(
    definition: QuestionnaireDefinition, code_lists: CodeLists
) -> Iterator[AskedQuestion]:
    for letter, section in _lettered(definition):
        placed = ((page.name, question) for page in section.pages for question in page.questions)
        for place, (page, question) in enumerate(placed, start=1):
            path = f"{definition.questionnaire}.{question.name}"
            built = build_question(definition, question, code_lists)
            yield AskedQuestion(
                question=built,
                number=f"{letter}{place}",
                section=section.name,
                page=page,
                path=path,
                is_required=question.required,
                is_core=bool(question.core),
                core_cells=core_cells(question, built),
                relevant=_routing(question.relevant),
                row_filter=_routing(question.row_filter),
                constraints=tuple(_constraints(question, path)),
                warnings=tuple(_warnings(definition, question, path)),
                terms=question.terms,
                beside=question.beside,
            )


def build_question(
    definition: QuestionnaireDefinition, question: QuestionDefinition, code_lists: CodeLists
) -> Question:
    """The question as its type sees it. Raises KeyError for an unknown type or list."""
    question_type = type_of(question.type, picks_rows=question.pick_rows is not None)
    path = f"{definition.questionnaire}.{question.name}"
    offered = definition.missing if question.missing is None else question.missing
    screened = question.type == "text" if question.screen is None else question.screen
    return question_type(
        name=question.name,
        level=_level(question, question_type, code_lists),
        choices=codes_of(question.choices, f"{path}.choices", code_lists),
        rows=codes_of(question.rows, f"{path}.rows", code_lists),
        columns=codes_of(question.columns, f"{path}.columns", code_lists),
        missing=() if question.type == "note" else tuple(MissingReason(r) for r in offered),
        exclusive=question.exclusive,
        other=question.other,
        max_choices=question.max_choices,
        pick_rows=question.pick_rows,
        max_length=question.max_length,
        is_screened=screened,
        counts_people=question.counts == "people",
        is_year=question.appearance == "year",
        is_sensitive=question.sensitive,
        is_explained=_is_explained(definition, question),
        is_attached=question.attached,
        sums=tuple(_sums(question.sums)) if question.sums else (),
    )


def _is_explained(definition: QuestionnaireDefinition, question: QuestionDefinition) -> bool:
    """As the question says, else as the questionnaire; a consent and words need no explanation."""
    if question.type in UNEXPLAINED_KINDS or question.name == definition.consent:
        return False
    is_on = definition.explanation if question.explanation is None else question.explanation
    return bool(is_on)


def core_cells(question: QuestionDefinition, built: Question) -> frozenset[str] | None:
    """Addresses of the cells that the core edition asks; None where it asks all or nothing."""
    if not isinstance(question.core, CoreCells):
        return None
    patterns = question.core.cells
    return frozenset(cell for pattern in patterns for cell in cells_like(pattern, built))


def cells_like(pattern: str, built: Question) -> tuple[str, ...]:
    """Addresses of the cells that a pattern names, in the order of the form."""
    wanted = pattern.split(".")
    every = ((cell, cell.split(".")[1:]) for cell in built.cells(built.row_codes()))
    return tuple(
        cell
        for cell, parts in every
        if len(parts) == len(wanted)
        and all(one in ("*", part) for one, part in zip(wanted, parts, strict=True))
    )


def _sums(sums: SumsDefinition) -> Iterator[DeclaredSum]:
    yield from (DeclaredSum(total, parts, True) for total, parts in sums.columns.items())
    yield from (DeclaredSum(total, parts, False) for total, parts in sums.rows.items())


def _level(
    question: QuestionDefinition, question_type: type[Question], code_lists: CodeLists
) -> Level:
    if question.level:
        return Level(question.level)
    if question.appearance == "year":
        return Level.INTERVAL  # a year has no sum, and no year is half of another
    if question.pick_rows:
        return Level.NOMINAL  # a row that was not named has no place on a scale
    used = question.choices
    name = used if isinstance(used, str) else getattr(used, "list", None)
    is_ordered = name is not None and code_lists[name].order
    may_order = question_type.default_level is Level.NOMINAL
    return Level.ORDINAL if is_ordered and may_order else question_type.default_level


def codes_of(use: ListUse | None, path: str, code_lists: CodeLists) -> tuple[Code, ...]:
    """The codes of a list as used here, each with the path of its label."""
    if use is None:
        return ()
    if isinstance(use, tuple):
        return tuple(Code(c.code, f"{path}.{c.code}", c.score) for c in use)
    name = use if isinstance(use, str) else use.list
    without = () if isinstance(use, str) else use.without
    only = () if isinstance(use, str) else use.only
    return tuple(
        Code(c.code, f"code_lists.{name}.{c.code}", c.score)
        for c in code_lists[name].codes
        if c.code not in without and (not only or c.code in only)
    )


def _routing(text: str | None) -> Routing | None:
    if text is None:
        return None
    expression = parse(text)
    return Routing(expression, compile_condition(expression), names_in(expression))


def _constraints(question: QuestionDefinition, path: str) -> Iterator[Check]:
    if question.pick_rows:
        yield from picking_checks(question.name, question.pick_rows)
    if question.constraint:
        each = Each.CELL if question.type == "grid_integer" else Each.QUESTION
        main = ConstraintDefinition(name="constraint", test=question.constraint, message="-")
        yield _hard(main, question.name, each, f"{path}.constraint_message")
    for more in question.constraints:
        each = Each(more.each or Each.QUESTION)
        yield _hard(more, question.name, each, f"{path}.constraints.{more.name}.message")


def _hard(rule: ConstraintDefinition, question: str, each: Each, text_path: str) -> Check:
    expression = parse(rule.test)
    return Check(
        name=rule.name,
        question=question,
        condition=compile_condition(expression),
        each=each,
        severity=CheckSeverity.HARD,
        text_path=text_path,
        names=names_in(expression),
        cells=addresses_in(expression),
    )


def _warnings(
    definition: QuestionnaireDefinition, question: QuestionDefinition, path: str
) -> Iterator[Check]:
    for use in question.warnings:
        if isinstance(use, WarningDefinition):
            text_path = f"{path}.warnings.{use.name}.question"
            yield _soft(use, use.name, question.name, text_path)
        else:
            text_path = f"{definition.questionnaire}.shared_warnings.{use}.question"
            yield _soft(definition.shared_warnings[use], use, question.name, text_path)


def _soft(
    rule: WarningDefinition | SharedWarning, name: str, question: str, text_path: str
) -> Check:
    expression = parse(rule.test)
    values = tuple((key, parse(text)) for key, text in rule.values.items())
    every = (expression, *(value for _, value in values))
    return Check(
        name=name,
        question=question,
        condition=compile_condition(expression),
        each=Each(rule.each or Each.QUESTION),
        severity=CheckSeverity.NOTICE if rule.notice else CheckSeverity.SOFT,
        text_path=text_path,
        names=frozenset[str]().union(*map(names_in, every)),
        cells=frozenset[str]().union(*map(addresses_in, every)),
        needs_reason=rule.explain,
        values=tuple((key, compile_number(value)) for key, value in values),
    )
