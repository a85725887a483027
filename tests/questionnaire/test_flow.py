"""What is asked, as things stand."""

from surveyapp.questionnaire.flow import Flow, asked_on, next_page, previous_page
from tests.questionnaire.forms import ROWS, YES_NO, ask, form

GATED = form(
    [ask("gate"), ask("behind", relevant="${gate} = 'yes'")],
    [ask("far", relevant="${behind} = 'yes'")],
    [ask("always")],
)


def shown(answers):
    flow = Flow(GATED, answers)
    return [name for name in GATED.questions if flow.is_asked(name)]


def test_a_question_without_a_condition_is_always_asked():
    assert shown({}) == ["gate", "always"]


def test_a_question_is_asked_when_its_condition_holds():
    assert shown({"gate": "yes"}) == ["gate", "behind", "always"]


def test_an_answer_that_became_irrelevant_counts_as_empty_for_later_questions():
    assert shown({"gate": "no", "behind": "yes"}) == ["gate", "always"]


def test_an_answer_that_became_irrelevant_is_not_seen_but_stays_in_the_draft():
    draft = {"gate": "no", "behind": "yes"}
    assert "behind" not in Flow(GATED, draft)
    assert draft["behind"] == "yes"


def test_a_page_with_nothing_to_ask_is_passed_over_in_both_directions():
    flow = Flow(GATED, {})
    first, _middle, last = GATED.pages
    assert next_page(flow, first) == last
    assert previous_page(flow, last) == first
    assert next_page(flow, last) is None


def test_rows_are_filtered_by_an_earlier_grid():
    grid = form(
        [ask("has", "grid_select_one", rows=ROWS, choices=YES_NO)],
        [
            ask(
                "more",
                "grid_select_one",
                rows=ROWS,
                choices=YES_NO,
                row_filter="${has.@row} = 'yes'",
            )
        ],
    )
    flow = Flow(grid, {"has.r2": "yes", "more.r1": "yes", "more.r2": "no"})
    assert flow.rows("more") == ("r2",)
    assert dict(flow) == {"has.r2": "yes", "more.r2": "no"}


def test_only_the_questions_that_decide_are_looked_at():
    many = form(
        *[
            [ask(f"q{n}", relevant=f"${{q{n - 1}}} = 'yes'" if n > 1 else None)]
            for n in range(1, 60)
        ]
    )
    seen = []

    class Watched(dict):
        def __getitem__(self, address):
            seen.append(address)
            return super().__getitem__(address)

    flow = Flow(many, Watched(q1="no"))
    assert asked_on(flow, many.pages[2]) == ()
    assert set(seen) <= {"q1", "q2"}


def test_the_core_edition_leaves_out_questions_pages_and_checks_that_need_them():
    full = form(
        [ask("a", core=True)],
        [ask("b")],
        [ask("c", "integer", core=True, warnings=[
            {"name": "W1", "test": "${b} = 'yes' or . > 1", "question": "?"},
            {"name": "W2", "test": ". > 1", "question": "?"}])],
        editions={"core": {"label": "Core"}, "full": {"label": "Full"}},
    )  # fmt: skip
    core = full.in_edition("core")
    assert list(core.questions) == ["a", "c"]
    assert [page.name for page in core.pages] == ["page1", "page3"]
    assert [check.name for check in core.questions["c"].warnings] == ["W2"]


def test_numbers_stay_the_same_in_every_edition():
    full = form(
        [ask("a"), ask("b", core=True)], editions={"core": {"label": "C"}, "full": {"label": "F"}}
    )
    assert full.in_edition("core").questions["b"].number == full.questions["b"].number == "A2"


def test_equal_definitions_have_equal_hashes_and_a_changed_word_changes_it():
    assert form([ask("a")]).version_hash == form([ask("a")]).version_hash
    assert form([ask("a")]).version_hash != form([ask("a", label="Other")]).version_hash
