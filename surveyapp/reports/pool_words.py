"""Pool words: which rows a family takes together, and how an institution's answer is taken."""

from collections.abc import Iterator

from surveyapp.analysis.derivation import Pool
from surveyapp.analysis.plan import is_number
from surveyapp.analysis.publication import DeclaredComparison
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.column import Role
from surveyapp.reports.labels import Labels


def pool_words(declared: DeclaredComparison, form: Questionnaire, labels: Labels) -> str:
    """What a reader must know of pooled rows, each family once; "" where none are pooled."""
    if not declared.pools:
        return ""
    how = _how(declared.pools[0], labels)
    return " ".join((how, *_families(declared.pools, form, labels)))


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
