"""Hard and soft checks, and where they point."""

from surveyapp.questionnaire.checks import findings, hard, open_questions
from surveyapp.questionnaire.flow import Flow
from surveyapp.questions.cell import Missing, MissingReason
from tests.questionnaire.forms import ask, form

COLUMNS = [{"code": c, "label": c} for c in ("women", "men", "total")]
YEARS = [{"code": c, "label": c} for c in ("year_1", "year_2")]
GRID = form(
    [
        ask(
            "vic",
            "grid_integer",
            rows=YEARS,
            columns=COLUMNS,
            constraint=". >= 0 and . <= 100",
            constraint_message="Between 0 and 100.",
            missing=["nd", "lt5"],
            warnings=[
                {
                    "name": "V1",
                    "each": "row",
                    "test": "${vic.@row.women} + ${vic.@row.men} = ${vic.@row.total}",
                    "values": {
                        "sum": "${vic.@row.women} + ${vic.@row.men}",
                        "total": "${vic.@row.total}",
                    },
                    "question": "{sum} but {total}?",
                    "explain": True,
                }
            ],
        )
    ]
)


def found(answers):
    return findings(Flow(GRID, answers), ["vic"])


def test_a_constraint_points_to_each_cell_that_breaks_it():
    bad = hard(found({"vic.year_1.women": -1, "vic.year_2.men": 101, "vic.year_1.men": 5}))
    assert [finding.address for finding in bad] == ["vic.year_1.women", "vic.year_2.men"]


def test_a_check_by_row_shows_both_numbers():
    row = {"vic.year_1.women": 2, "vic.year_1.men": 3, "vic.year_1.total": 9}
    (finding,) = found(row)
    assert (finding.row, dict(finding.values)) == ("year_1", {"sum": 5, "total": 9})


def test_a_check_with_an_empty_cell_or_a_reason_counts_as_satisfied():
    assert found({"vic.year_1.women": 2, "vic.year_1.total": 9}) == ()
    reason = Missing(MissingReason.NOT_RECORDED)
    assert found({"vic.year_1.women": 2, "vic.year_1.men": reason, "vic.year_1.total": 9}) == ()


def test_a_dismissed_check_is_not_asked_again():
    row = {"vic.year_1.women": 2, "vic.year_1.men": 3, "vic.year_1.total": 9}
    dismissed = Flow(GRID, {**row, "vic__why_V1": "one person has no known sex"})
    assert open_questions(dismissed, findings(dismissed, ["vic"])) == ()
    undismissed = Flow(GRID, row)
    assert len(open_questions(undismissed, findings(undismissed, ["vic"]))) == 1
