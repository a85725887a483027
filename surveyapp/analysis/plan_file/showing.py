"""Showing: whether what a comparison shows has a meaning for its columns."""

from collections.abc import Iterator

from surveyapp.analysis.coding.code_book import THEME, is_of_texts
from surveyapp.analysis.plan_file.definition import ComparisonDefinition
from surveyapp.analysis.plan_file.inspection import Placed, PlanInspection, has_one_code
from surveyapp.questionnaire.lint import Finding
from surveyapp.questionnaire.wording import placeholders
from surveyapp.questions.column import Column, Level

BESIDE_A_RESPONSE = ("base", "pool", "cross")
OF_NUMBERS = frozenset({"totals", "composition"})
OF_ONE_NUMBER = frozenset({"ratio", "measures", "mirror", "cross"})
NEEDS = {"index": ("index",), "mirror": ("mirror",), "cross": ("cross",)}
ALLOWED_IN = {
    "index": frozenset({"index"}),
    "mirror": frozenset({"mirror"}),
    "cross": frozenset({"cross"}),
    "merge": frozenset({"measures", "mirror", "cross"}),
    "pool": frozenset({"measures", "mirror"}),
    "apart": frozenset({"measures", "mirror"}),
    "together": frozenset({"measures", "mirror", "totals", "composition"}),
    "questions": frozenset({"measures", "mirror", "cross", "totals", "composition", "ratio"}),
    "columns": frozenset({"measures", "mirror", "cross", "totals", "composition", "ratio"}),
}


def showing(inspection: PlanInspection) -> Iterator[Finding]:
    """Comparisons that cannot be shown, or must not be."""
    for placed in inspection.comparisons:
        yield from _keys(placed)
        yield from _of_texts(inspection, placed)
        yield from _columns(inspection, placed)
        yield from _title(inspection, placed)
        yield from _comparable(inspection, placed)


def _keys(placed: Placed) -> Iterator[Finding]:
    each = placed.comparison
    for key in NEEDS.get(each.show, ()):
        if not getattr(each, key):
            words = f"a comparison that shows {each.show} needs {key}"
            yield Finding(placed.path, "missing-key", words, f"add {key}:")
    for key, shows in ALLOWED_IN.items():
        if getattr(each, key) and each.show not in shows:
            words = f"{key} means nothing where {each.show} is shown"
            mend = f"remove it, or write show: with one of {', '.join(sorted(shows))}"
            yield Finding((*placed.path, key), "key-unfit", words, mend, at_key=True)


def _of_texts(inspection: PlanInspection, placed: Placed) -> Iterator[Finding]:
    """Themes of texts that lie apart from their responses stand beside nothing but the group."""
    each = placed.comparison
    themes = [column for column in inspection.chosen(each) if column.cell.endswith(THEME)]
    apart = [column for column in themes if is_of_texts(inspection.form, column)]
    for key in BESIDE_A_RESPONSE:
        if apart and getattr(each, key):
            words = f"of the texts of {apart[0].question} nothing is known but the group"
            mend = "remove it, or write attached: true at the question"
            yield Finding((*placed.path, key), "key-unfit", words, mend, at_key=True)


def _columns(inspection: PlanInspection, placed: Placed) -> Iterator[Finding]:
    each, columns = placed.comparison, inspection.chosen(placed.comparison)
    texts = [name for name in each.questions if _is_text(inspection, name)]
    if texts:
        words = f"{texts[0]} is answered in words"
        mend = "leave it out; its themes are compared after they were coded"
        place = each.questions.index(texts[0])
        yield Finding((*placed.path, "questions", place), "text-compared", words, mend)
    elif each.show != "index" and not each.questions and not each.columns:
        words = f"{each.name} names no question and no column"
        yield Finding((*placed.path, "name"), "no-columns", words, "add questions: or columns:")
    elif columns:
        yield from _unfit(inspection, placed, columns)


def _is_text(inspection: PlanInspection, name: str) -> bool:
    is_shown = any(column.question == name for column in inspection.columns.values())
    return name in inspection.form.questions and not is_shown


def _unfit(
    inspection: PlanInspection, placed: Placed, columns: tuple[Column, ...]
) -> Iterator[Finding]:
    each = placed.comparison
    wrong = [column for column in columns if column.level is not Level.RATIO]
    if each.show in OF_NUMBERS and wrong:
        words = f"{wrong[0].name} is no number that could be summed"
        mend = "write show: measures, or name columns of numbers"
        yield Finding((*placed.path, "show"), "show-unfit", words, mend)
    elif each.show == "composition" and len(columns) == 1:
        words = f"{columns[0].name} alone is all of its total"
        yield Finding((*placed.path, "show"), "show-unfit", words, "name several columns")
    elif each.show == "mirror" and len(inspection.questions(each)) > 1:
        words = "a mirror holds one question"
        mend = "make a comparison of each question"
        yield Finding((*placed.path, "show"), "show-unfit", words, mend)
    elif each.show == "cross":
        yield from _cross(inspection, placed, columns)


def _cross(
    inspection: PlanInspection, placed: Placed, columns: tuple[Column, ...]
) -> Iterator[Finding]:
    each, form = placed.comparison, inspection.form
    other = inspection.columns.get(each.cross or "")
    sides = (*columns, other) if other else columns
    groups = {form.compare_by, form.split_by}
    if each.cross not in form.questions:
        return
    unfit = [side.name for side in sides if not has_one_code(side) or side.name in groups]
    if other is None or len(columns) > 1 or unfit or other in columns:
        words = f"{(unfit or [each.cross or each.name])[0]} cannot stand in this cross-table"
        mend = "name two different select_one questions that make no groups of their own"
        yield Finding((*placed.path, "cross"), "cross-unfit", words, mend)


def _title(inspection: PlanInspection, placed: Placed) -> Iterator[Finding]:
    each, questions = placed.comparison, inspection.questions(placed.comparison)
    if each.title or each.index or not questions:
        return
    path = f"{inspection.form.questions[questions[0]].path}.label"
    unfilled = placeholders(inspection.texts.get(path, "")) - inspection.form.parameters.keys()
    countries = [code.code for code in inspection.form.compare_codes]
    if len(questions) > 1 or unfilled or any(f"{path}@{c}" in inspection.texts for c in countries):
        words = f"the words of {questions[0]} cannot be the title of {each.name}"
        yield Finding((*placed.path, "name"), "title-needed", words, "add title:")


def _comparable(inspection: PlanInspection, placed: Placed) -> Iterator[Finding]:
    each, questions = placed.comparison, inspection.questions(placed.comparison)
    for name, flag in inspection.plan.flags.items():
        of_flag = [question for question in questions if question in flag.questions]
        if of_flag and each.show in OF_ONE_NUMBER:
            words = f"{of_flag[0]} of two groups must not be put in one number: {flag.label}"
            mend = "write show: totals, which stand side by side, or show: composition"
            yield Finding((*placed.path, "show"), "not-comparable", words, mend)
        elif of_flag and name not in each.flags:
            words = f"{of_flag[0]} has the flag {name}: {flag.label}"
            yield Finding((*placed.path, "name"), "flag-not-named", words, _named(each, name))
    if each.show == "ratio" and not any(
        question in flag.questions
        for flag in inspection.plan.flags.values()
        for question in questions
    ):
        words = "figures of two groups are never divided by each other"
        mend = "write show: measures, or totals, which stand side by side"
        yield Finding((*placed.path, "show"), "not-comparable", words, mend)


def _named(each: ComparisonDefinition, flag: str) -> str:
    return f"write flags: [{', '.join([*each.flags, flag])}]"
