"""How far the sections of a draft are, which is next, and what in them must be looked at."""

from surveyapp.fieldwork.draft import NotOurTask
from surveyapp.fieldwork.entry import Entry, EntryKind
from surveyapp.fieldwork.progress import next_section, page_to_open, section_statuses
from surveyapp.questionnaire.build import build
from surveyapp.questionnaire.definition import QuestionnaireDefinition
from surveyapp.questionnaire.flow import Flow
from tests.questionnaire.forms import ask

SMALL = {"name": "small", "test": ". <= 9", "question": "Really?", "explain": True}
SECTIONS = {
    "one": [[ask("gate", required=True)], [ask("behind", relevant="${gate} = 'yes'")]],
    "two": [
        [ask("notes", "text")],
        [ask("places", "integer", warnings=[SMALL], constraint=". < 90", constraint_message="No.")],
    ],
}
FORM = build(
    QuestionnaireDefinition(
        questionnaire="tiny",
        version="1",
        title="Tiny",
        purpose="To be tested.",
        sections=[
            {
                "name": name,
                "label": name.title(),
                "pages": [
                    {"name": f"{name}{n}", "questions": each} for n, each in enumerate(pages)
                ],
            }
            for name, pages in SECTIONS.items()
        ],
    ),
    {},
)
UNREAD = Entry(EntryKind.REFUSED, "en", {"places": ("x",)})
DONE = {"gate": "no", "notes": "words", "places": 7}


def statuses(answers, entries=None, aside=()):
    flow = Flow(FORM, NotOurTask(answers, FORM, frozenset(aside)))
    return flow, section_statuses(flow, entries or {})


def next_page(answers, entries=None, aside=()):
    flow, found = statuses(answers, entries, aside)
    ahead = next_section(found)
    return ahead and (ahead.section.name, page_to_open(flow, ahead).name)


def test_the_next_section_is_the_first_that_is_not_complete():
    assert next_page({}) == ("one", "one0")
    assert next_page({"gate": "yes"}) == ("one", "one1")
    assert next_page({"gate": "no"}) == ("two", "two0")
    assert next_page(DONE) is None


def test_a_section_that_asks_nothing_now_is_not_listed():
    flow = Flow(FORM, {"gate": "no"})
    assert [each.asked for each in section_statuses(flow, {})] == [1, 2]


def test_what_must_be_mended_or_explained_keeps_a_section_open_and_leads_there():
    _, (_, two) = statuses({**DONE, "places": 40})
    assert (two.answered, two.asked, two.is_complete) == (2, 2, False)
    assert (two.to_mend, two.to_explain) == ((), ("places",))
    assert next_page({**DONE, "places": 40}) == ("two", "two1")
    explained = {**DONE, "places": 40, "places__why_small": "because"}
    assert next_page(explained) is None


def test_a_hard_rule_and_something_unread_are_named_to_mend_each_once():
    _, (_, two) = statuses({**DONE, "places": 95}, {"places": UNREAD})
    assert two.to_mend == ("places",)
    assert next_page({**DONE}, {"places": UNREAD}) == ("two", "two1")


def test_a_section_that_is_not_our_task_counts_nothing_and_is_still_listed():
    _, (one, two) = statuses({"gate": "no"}, {"places": UNREAD}, aside=["two"])
    assert (two.asked, two.answered, two.is_set_aside, two.is_complete) == (0, 0, True, True)
    assert not one.is_set_aside


def test_what_is_required_stays_open_in_a_section_set_aside():
    _, (one, _) = statuses({}, aside=["one"])
    assert (one.asked, one.answered, one.is_set_aside, one.is_complete) == (1, 0, False, False)
    _, (one, _) = statuses({"gate": "yes"}, aside=["one"])
    assert (one.asked, one.answered, one.is_set_aside, one.is_complete) == (1, 1, True, True)
