"""Pool words: which rows a family takes together, and how an institution's answer is taken."""

from collections.abc import Iterator, Sequence

from surveyapp.analysis.derivation import Pool
from surveyapp.analysis.dissemination_plan import DeclaredComparison
from surveyapp.analysis.tabulation_plan import is_number
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.column import Role
from surveyapp.reports.labels import Labels


def pool_words(
    declared: DeclaredComparison,
    form: Questionnaire,
    labels: Labels,
    before: Sequence[DeclaredComparison] = (),
) -> str:
    """What a reader must know of pooled rows, each family once; "" where none are pooled.

    before: comparisons that are shown wherever this one is. Where one of them has the same
    families, its title is named in the place of the rows.
    """
    if not declared.pools:
        return ""
    families = tuple(_families(declared.pools, form, labels))
    alike = (each for each in before if tuple(_families(each.pools, form, labels)) == families)
    told = next(alike, None)
    rows = families if told is None else (_same_as(told, form, labels),)
    return " ".join((_how(declared.pools[0], labels), *rows))


def _same_as(told: DeclaredComparison, form: Questionnaire, labels: Labels) -> str:
    asked = form.questions.get(told.questions[0]) if told.questions else None
    title = f"{asked.number if asked else ''} {labels.wording.text(told.text_path)}".strip()
    return labels.translate.gettext("The families are the same as under “%(title)s”.", title=title)


def _how(pool: Pool, labels: Labels) -> str:
    """All pools of a comparison take the answer in the same way."""
    _ = labels.translate.gettext
    if is_number(pool.column):
        return _(
            "Rows are taken together in families, in which an institution counts once: with the sum"
            " of its numbers, where it gave all of them."
        )
    if pool.column.role is Role.OPTION:
        return _(
            "Rows are taken together in families, in which an institution counts once: an answer"
            " counts where it gave it in one of the rows."
        )
    return _(
        "Rows are taken together in families, in which an institution counts once: of its answers"
        " the one nearest to “%(end)s”.",
        end=labels.code(pool.column, pool.preference[0]),
    )


def _families(pools: tuple[Pool, ...], form: Questionnaire, labels: Labels) -> Iterator[str]:
    text = labels.wording.text
    paths = {column.name: column.line_path for column in form.columns}
    rows_by_family = {pool.column.line_path: pool.rows for pool in pools}
    for family, rows in rows_by_family.items():
        names = "; ".join(text(paths[row] or "") for row in rows)
        yield f"{text(family or '')}: {names}."
