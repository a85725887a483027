"""What a posted page changes in a draft, cell by cell, whoever else saves at the same time."""

from hypothesis import given
from hypothesis import strategies as st

from surveyapp.fieldwork.closing import answers_lost
from surveyapp.fieldwork.entry import Entry, EntryKind, elsewhere, replaced, standing
from surveyapp.fieldwork.merge import PostedPage, answer_page
from surveyapp.fieldwork.page_token import page_token, read_token
from surveyapp.fieldwork.submission import obstacles
from surveyapp.questionnaire.flow import Flow
from tests.questionnaire.forms import ROWS, YES_NO, ask, form

OTHER = [*YES_NO, {"code": "else", "label": "Else"}]
COLUMNS = [{"code": "a", "label": "A"}, {"code": "b", "label": "B"}]
FORM = form(
    [ask("gate", required=True), ask("behind", relevant="${gate} = 'yes'", missing=["dk", "na"])],
    [
        ask("notes", "text"),
        ask("grid", "grid_select_one", rows=ROWS, choices=YES_NO, missing=["na"]),
        ask("cases", "grid_integer", rows=ROWS, columns=COLUMNS, missing=["nd"]),
        ask("kind", choices=OTHER, other="else"),
    ],
    [
        ask("later", relevant="${behind} = 'no'"),
        ask("figure", "integer", relevant="${gate} = 'yes'"),
    ],
)
FIRST, SECOND, THIRD = FORM.pages
LANGUAGES = ("en", "ro", "nb")


def clean(text):
    return ()


def shown(answers, page, entries=None, names=None):
    """What the hidden field of a page says when it is shown over these answers."""
    flow = Flow(FORM, answers)
    words = [
        page_token(FORM.questions[n], flow.rows(n), answers, entries or {})
        for n in names or page.questions
        if flow.is_asked(n)
    ]
    return read_token(FORM.questions, " ".join(words))


def post(answers, page, typed, **more):
    """The outcome of a page that was shown over `seen` (else over what is stored now)."""
    entries = more.get("entries", {})
    seen, stood = more.get("seen", answers), more.get("stood", entries)
    came_back = PostedPage(
        page,
        typed,
        more.get("language", "en"),
        shown(seen, page, stood, more.get("names")),
        more.get("confirms", True),
    )
    return answer_page(FORM, answers, entries, came_back, more.get("screen", clean))


def test_answers_that_open_questions_on_the_same_page_say_so():
    outcome = post({}, FIRST, {"gate": ["yes"]})
    assert outcome.opened == ("behind",)
    assert dict(outcome.answers) == {"gate": "yes"}


def test_a_question_that_did_not_stand_on_the_page_keeps_its_answer():
    outcome = post({"gate": "yes", "behind": "no"}, FIRST, {"gate": ["yes"]}, names=["gate"])
    assert outcome.answers["behind"] == "no"


def test_a_question_that_stood_there_and_was_left_empty_is_emptied():
    outcome = post({"gate": "yes", "behind": "no"}, FIRST, {"gate": ["yes"]})
    assert "behind" not in outcome.answers


def test_fields_that_are_not_on_the_page_are_ignored():
    outcome = post({}, FIRST, {"gate": ["no"], "notes": ["smuggled"]})
    assert dict(outcome.answers) == {"gate": "no"}


def test_a_page_that_names_no_question_changes_nothing():
    outcome = post({"gate": "yes"}, FIRST, {"gate": ["no"]}, names=["notes"])
    assert not outcome.answers.changes


def test_what_cannot_be_read_keeps_the_stored_cell_and_stays_in_its_field():
    outcome = post({"cases.r1.a": 120}, SECOND, {"cases.r1.a": ["12o"], "cases.r1.b": ["7"]})
    assert dict(outcome.answers) == {"cases.r1.a": 120, "cases.r1.b": 7}
    entry = outcome.entries["cases.r1.a"]
    assert (entry.kind, entry.language) == (EntryKind.REFUSED, "en")
    assert entry.fields == {"cases.r1.a": ("12o",)}
    assert outcome.unread


def test_an_empty_field_takes_the_refused_text_and_the_answer_away():
    held = {"cases.r1.a": refused("cases.r1.a", "12o")}
    outcome = post({"cases.r1.a": 120}, SECOND, {}, entries=held)
    assert "cases.r1.a" not in outcome.answers
    assert outcome.entries == {"cases.r1.a": None}


def test_a_mended_field_is_taken_and_nothing_stays():
    held = {"cases.r1.a": refused("cases.r1.a", "12o")}
    outcome = post({"cases.r1.a": 120}, SECOND, {"cases.r1.a": ["121"]}, entries=held)
    assert outcome.answers["cases.r1.a"] == 121
    assert outcome.entries == {"cases.r1.a": None}
    assert not outcome.unread


def test_a_refused_text_remembers_its_language_through_pages_in_another():
    held = {"cases.r1.a": refused("cases.r1.a", "1.04", language="ro")}
    outcome = post({}, SECOND, {"cases.r1.a": ["1.04"]}, entries=held, language="en")
    assert "cases.r1.a" not in outcome.answers
    assert outcome.unread


def test_a_number_beside_a_reason_keeps_both_in_their_fields():
    typed = {"cases.r1.a": ["3"], "cases.r1.a__missing": ["nd"]}
    outcome = post({"cases.r1.a": 5}, SECOND, typed)
    assert outcome.answers["cases.r1.a"] == 5
    assert outcome.entries["cases.r1.a"].fields == {k: tuple(v) for k, v in typed.items()}


def test_colleagues_merge_cell_by_cell():
    stored = {"cases.r1.a": 2012}
    outcome = post(stored, SECOND, {"cases.r2.a": ["2014"]}, seen={})
    assert dict(outcome.answers) == {"cases.r1.a": 2012, "cases.r2.a": 2014}
    assert not outcome.entries


def test_only_what_both_changed_is_a_conflict_and_the_rest_is_taken():
    stored = {"cases.r1.a": 40}
    typed = {"cases.r1.a": ["50"], "cases.r1.b": ["60"]}
    outcome = post(stored, SECOND, typed, seen={})
    assert dict(outcome.answers) == {"cases.r1.a": 40, "cases.r1.b": 60}
    assert outcome.entries["cases.r1.a"].kind is EntryKind.CONFLICT


def test_the_same_change_by_both_is_none():
    outcome = post({"notes": "same"}, SECOND, {"notes": ["same"]}, seen={})
    assert not outcome.entries


def test_a_field_that_was_not_touched_leaves_what_a_colleague_typed_into_it_since():
    held = {"figure": Entry(EntryKind.REFUSED, "en", {"figure": ("12o",)})}
    stored = {"gate": "yes", "figure": 9}
    outcome = post(stored, THIRD, {"figure": ["9"]}, entries=held, stood={})
    assert outcome.entries == {}
    assert dict(outcome.answers) == stored


def test_a_conflict_is_decided_by_sending_it_again():
    held = {"notes": Entry(EntryKind.CONFLICT, "en", {"notes": ("mine",)})}
    outcome = post({"notes": "theirs"}, SECOND, {"notes": ["mine"]}, entries=held)
    assert outcome.answers["notes"] == "mine"
    assert outcome.entries == {"notes": None}


def test_a_language_button_decides_no_conflict():
    held = {"notes": Entry(EntryKind.CONFLICT, "en", {"notes": ("mine",)})}
    outcome = post({"notes": "theirs"}, SECOND, {"notes": ["mine"]}, entries=held, confirms=False)
    assert outcome.answers["notes"] == "theirs"
    assert outcome.unread


def test_a_field_that_a_colleague_mended_since_stays_mended():
    stood = {"cases.r1.a": refused("cases.r1.a", "12o")}
    outcome = post({"cases.r1.a": 12}, SECOND, {"cases.r1.a": ["12o"]}, seen={}, stood=stood)
    assert outcome.answers["cases.r1.a"] == 12
    assert not outcome.entries


def test_a_row_that_routing_hid_meanwhile_is_no_conflict():
    one = form(
        [ask("pick", "select_multiple", choices=[{"code": r["code"], "label": "x"} for r in ROWS])],
        [
            ask(
                "rated",
                "grid_select_one",
                rows=ROWS,
                choices=YES_NO,
                row_filter="selected(${pick}, @row)",
            )
        ],
    )
    both, fewer = {"pick": ("r1", "r2"), "rated.r1": "yes"}, {"pick": ("r1",), "rated.r1": "yes"}
    word = page_token(one.questions["rated"], Flow(one, both).rows("rated"), both, {})
    came_back = PostedPage(
        one.pages[1], {"rated.r1": ["yes"]}, "en", read_token(one.questions, word)
    )
    outcome = answer_page(one, {**fewer, "rated.r2": "no"}, {}, came_back, clean)
    assert not outcome.entries
    assert not outcome.answers.changes


def test_an_answer_that_closes_answered_questions_is_asked_about_first():
    stored = {"gate": "yes", "behind": "no", "later": "yes", "figure": 3}
    outcome = post(stored, FIRST, {"gate": ["no"], "behind": ["no"]})
    assert dict(outcome.answers) == stored
    assert outcome.entries["gate"].kind is EntryKind.CLOSING
    again = post(stored, FIRST, {"gate": ["no"], "behind": ["no"]}, entries=outcome.entries)
    assert again.answers["gate"] == "no"
    assert again.answers["later"] == "yes"  # kept, and there again when the gate opens


def test_what_would_be_lost_is_counted_through_the_whole_routing():
    stored = {"gate": "yes", "behind": "no", "later": "yes", "figure": 3}
    assert answers_lost(FORM, stored, {}, {"gate": "no"}) == ("behind", "later", "figure")
    assert answers_lost(FORM, stored, {}, {"behind": "yes"}) == ("later",)


def test_a_double_click_blames_no_colleague_and_says_yes_to_nothing():
    stored, typed = {"gate": "yes", "behind": "no"}, {"gate": ["no"], "behind": ["no"]}
    first = post(stored, FIRST, typed)
    again = post(stored, FIRST, typed, entries=first.entries, stood={})
    assert dict(again.answers) == stored
    assert not again.entries
    assert again.unread


def test_what_the_page_itself_emptied_is_not_asked_about():
    stored = {"gate": "yes", "behind": "no"}
    outcome = post(stored, FIRST, {"gate": ["no"]})
    assert dict(outcome.answers) == {"gate": "no"}


def test_an_answer_that_closes_nothing_answered_is_taken_at_once():
    outcome = post({"gate": "yes"}, FIRST, {"gate": ["no"]})
    assert dict(outcome.answers) == {"gate": "no"}


def test_a_reason_for_a_check_is_taken_emptied_and_never_cut():
    small = {"name": "V1", "test": ". < 5", "question": "Sure?"}
    checked = form([ask("figure", "integer", warnings=[small])])
    page, why = checked.pages[0], "figure__why_V1"

    def send(answers, typed, entries=None):
        word = page_token(checked.questions["figure"], (), answers, entries or {})
        came_back = PostedPage(page, typed, "en", read_token(checked.questions, word))
        return answer_page(checked, answers, entries or {}, came_back, clean)

    assert send({}, {"figure": ["9"], why: ["counted\ntwice"]}).answers[why] == "counted twice"
    kept = {"figure": 9, why: "counted"}
    assert why not in send(kept, {"figure": ["9"], why: [""]}).answers
    assert send(kept, {"figure": ["9"]}).answers[why] == "counted"  # the check did not stand there
    long = send(kept, {"figure": ["9"], why: ["x" * 501]})
    assert long.answers[why] == "counted"
    assert long.entries[why].fields == {why: ("x" * 501,)}


def test_personal_data_is_flagged_in_texts_and_in_the_words_beside_answers():
    def screen(text):
        return ("phone",) if "0711" in text else ()

    outcome = post({}, SECOND, {"notes": ["call 0711"], "kind": ["else"]}, screen=screen)
    assert outcome.flagged == {"notes": ("phone",)}
    assert outcome.answers["notes__flag"] == ("phone",)
    beside = {"kind": ["else"], "kind__other": ["call 0711"]}
    assert post({}, SECOND, beside, screen=screen).flagged == {"kind": ("phone",)}


def test_a_mended_text_loses_its_flag():
    before = {"notes": "call 0711", "notes__flag": ("phone",)}
    assert "notes__flag" not in post(before, SECOND, {"notes": ["no number"]}).answers


def test_what_one_person_is_asked_stands_in_nobody_elses_fields():
    mine = Entry(EntryKind.CONFLICT, "en", {"notes": ("mine",)})
    held = {"notes": replaced((), mine, "ana")}
    assert standing(held, "ana")["notes"].fields == {"notes": ("mine",)}
    assert standing(held, "kari") == {}
    assert elsewhere(held, "kari")["notes"][0].fields == {"notes": ("mine",)}
    theirs = replaced(
        held["notes"], Entry(EntryKind.CONFLICT, "nb", {"notes": ("theirs",)}), "kari"
    )
    assert [entry.visit for entry in theirs] == ["ana", "kari"]
    assert replaced(theirs, None, "ana") == (theirs[1],)


def test_what_cannot_be_read_stands_there_for_everybody_until_it_is_mended():
    held = {"notes": replaced((), refused("notes", "x" * 20), "ana")}
    assert standing(held, "kari")["notes"].visit == "ana"
    assert replaced(held["notes"], None, "kari") == ()


CELLS = ("cases.r1.a", "cases.r1.b", "cases.r2.a", "notes")
TYPED = st.dictionaries(st.sampled_from(CELLS), st.sampled_from(["1", "2", "x", ""]), max_size=4)


@given(steps=st.lists(st.tuples(st.integers(0, 2), TYPED, st.booleans()), max_size=8))
def test_whatever_three_colleagues_type_is_stored_or_stands_somewhere(steps):
    """Each types over a page that may be old; nothing typed goes without being taken or shown."""
    stored, held, pages = {}, {}, {}
    for person, typed, is_fresh in steps:
        visit = f"visit{person}"
        if is_fresh or person not in pages:
            pages[person] = (dict(stored), standing(held, visit))
        seen, stood = pages[person]
        fields = {**as_shown(seen, stood), **{name: [value] for name, value in typed.items()}}
        entries = standing(held, visit)
        outcome = post(stored, SECOND, fields, entries=entries, seen=seen, stood=stood)
        for name, value in typed.items():
            mine = outcome.entries.get(name, entries.get(name))
            is_kept = mine is not None and mine.fields.get(name, ("",)) == (value,)
            was_there = fields[name] == as_shown(seen, stood).get(name, [""])
            assert is_kept or was_there or text_of(outcome.answers.get(name)) == value
        stored = dict(outcome.answers)
        for name, entry in outcome.entries.items():
            held[name] = replaced(held.get(name, ()), entry, visit)
        pages[person] = (dict(stored), standing(held, visit))


def as_shown(answers, entries):
    """The fields of a page that shows these answers and entries."""
    fields = {name: [text_of(answers.get(name))] for name in CELLS if name in answers}
    for name, entry in entries.items():
        fields[name] = list(entry.fields.get(name, ("",)))
    return fields


def text_of(cell):
    return "" if cell is None else str(cell)


def refused(address, text, language="en"):
    return Entry(EntryKind.REFUSED, language, {address: (text,)})


def test_a_reason_that_was_refused_is_in_nobodys_way_once_its_check_holds():
    low = {"name": "V1", "test": ". < 5", "question": "Sure?", "explain": True}
    checked = form([ask("figure", "integer", warnings=[low])])
    page, why = checked.pages[0], "figure__why_V1"
    stored, entries = {"figure": 9}, {why: Entry(EntryKind.REFUSED, "en", {why: ("x" * 501,)})}
    assert obstacles(Flow(checked, stored), entries).entries == (why,)
    word = page_token(checked.questions["figure"], (), stored, entries)
    came_back = PostedPage(
        page, {"figure": ["3"], why: ["x" * 501]}, "en", read_token(checked.questions, word)
    )
    mended = answer_page(checked, stored, entries, came_back, clean)
    assert not mended.asks_again(Flow(checked, mended.answers), frozenset())
    assert not obstacles(Flow(checked, mended.answers), entries).block_sending


def test_what_was_typed_and_refused_is_asked_about_before_it_is_closed():
    stored = {"gate": "yes"}
    refused = {"figure": Entry(EntryKind.REFUSED, "en", {"figure": ("12o",)})}
    assert answers_lost(FORM, stored, refused, {"gate": "no"}) == ("figure",)
    outcome = post(stored, FIRST, {"gate": ["no"]}, entries=refused)
    assert outcome.entries["gate"].kind is EntryKind.CLOSING
    again = post(stored, FIRST, {"gate": ["no"]}, entries={**refused, **outcome.entries})
    assert again.answers["gate"] == "no"
    assert not again.unread  # what it closed waits, and nothing on this page is to be mended


def test_a_yes_to_a_check_is_not_a_yes_to_another_figure():
    large = {"name": "V1", "test": ". < 5", "question": "Sure?"}
    checked = form([ask("figure", "integer", warnings=[large])])
    page, why = checked.pages[0], "figure__why_V1"

    def send(stored, typed):
        word = page_token(checked.questions["figure"], (), stored, {})
        came_back = PostedPage(page, typed, "en", read_token(checked.questions, word))
        outcome = answer_page(checked, stored, {}, came_back, clean)
        again = outcome.asks_again(Flow(checked, outcome.answers), frozenset({why}))
        return dict(outcome.answers), again

    yes = {"figure__ok_V1": ["1"]}
    confirmed, asks = send({"figure": 9}, {"figure": ["9"], why: [""], **yes})
    assert not asks
    assert send(confirmed, {"figure": ["9"], why: [""], **yes}) == (confirmed, False)
    for typed in ({"figure": ["90"]}, {"figure": ["90"], why: [""], **yes}):
        assert send(confirmed, typed) == ({"figure": 90}, True)
    assert send({"figure": 90}, {"figure": ["90"], why: [""]}) == ({"figure": 90}, False)
    explained = {"figure": 9, why: "counted twice"}
    assert send(explained, {"figure": ["90"]}) == ({"figure": 90, why: "counted twice"}, True)
    assert send(explained, {"figure": ["90"], why: ["other"]}) == (
        {"figure": 90, why: "other"},
        False,
    )
    assert send(explained, {"figure": ["3"]}) == ({"figure": 3, why: "counted twice"}, False)
