"""Screening finds what points to a person, and leaves statistics alone."""

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.fieldwork import account_number, digit_run, shadow
from surveyapp.fieldwork.personal_kind import PersonalKind
from surveyapp.fieldwork.shadow import shadow_text
from surveyapp.formats.source.screening_file import load_screening
from tests.fieldwork.counted_matching import Search
from tests.fieldwork.planted_texts import birth_numbers, clean_sentences, cnps, framed, ibans

SCREENING = load_screening("service_provision")
CNP, BIRTH_NUMBER, DUF = "cnp", "birth-number", "duf"
KINDS = {CNP, BIRTH_NUMBER, DUF, *PersonalKind}
N_PLANTED = 400
N_CLEAN = 2000
SHARE_OF_CHECKED_KINDS = 0.98
SHARE_OF_FALSE_ALARMS = 0.01

N_LONG = 10_000
# For a text twice as long a pattern that tries again from every place needs four times the steps,
# at any length; one that looks a few dozen signs far needs twice as many in texts beyond that.
N_SHORT = (60, 120, 240)
MOST_GROWTH = 2.5
LONG_WINDED = (
    *("a", "A", "ø", "a ", "a.", "a@", "a-", "Aa", "Aa ", "(at)", "e\u0301", "\u200b"),
    *("1", "1 ", "1.", "1/2/", "+4 ", "07", "AA11 ", "aa11", "2014 ", "12.03.1998 ", "12°"),
    *("1.2345,", "12 Abc ", "B 12 ", "lov av 1. mai 2008 ", "mai 1 ", "dosar a ", "Str. "),
    *("bl. a ", "han ", "hans ", "her ", "A. ", "minora M", "tlf ", "kontakt ", "fodt ", "nume "),
    *("passport ", "seria AB ", "www", "sak", "lege "),
)

WORDED = {
    DUF: ("DUF 2012 123456 07", "201212345607", "duf-nummer 2012 12345607"),
    PersonalKind.PHONE: (
        "sunați la 0722 123 456",
        "+40 722 123 456",
        "(+40) 722 123 456",
        "0040722123456",
        "021/312.45.67",
        "tlf. 22 99 11 00",
        "ring meg på 91234567",
        "912 34 567",
        "+47 912 34 567",
        "call +44 20 7946 0958",
    ),
    PersonalKind.EMAIL: ("ana.pop@exemplu.ro", "ana (at) example (dot) com"),
    PersonalKind.DATE: (
        "12.03.1998",
        "12/03/1998",
        "1998-03-12",
        "12 martie 1998",
        "12. mars 1998",
        "March 12, 1998",
        "the 3rd of May 2011",
    ),
    PersonalKind.FILE_NUMBER: (
        "dosar nr. 1234/3/2014",
        "dosarul penal nr 45",
        "1234/180/2013",
        "saksnr. 14/1234",
        "Saksnummer: 201412345",
        "sak 2014/1234",
        "case no. 55/2013",
    ),
    PersonalKind.DOCUMENT: (
        "pașaport nr. 051234567",
        "CI seria RX nr. 123456",
        "passport 12345678",
    ),
    PersonalKind.PLATE: ("mașina B 123 XYZ", "CJ-12-ABC", "bil EL 12345"),
    PersonalKind.ADDRESS: (
        "str. Lalelelor 5",
        "Strada Mihai Eminescu nr. 4",
        "bl. A4, sc. B, ap. 12",
        "Storgata 5",
        "Karl Johans gate 12",
        "Kirkeveien 23B",
        "Postboks 123",
        "12 Main Street",
    ),
    PersonalKind.COORDINATES: ("44.4268, 26.1025", "59.9139 10.7522"),
    PersonalKind.LINK: ("https://example.org/ana", "www.example.org/ana"),
    PersonalKind.NAME: (
        "numita Popescu Ioana",
        "mama ei locuiește la Iași",
        "fiica acesteia",
        "femeia, născută în 1998",
        "doamna Ionescu",
        "pe nume Ana",
        "A.M., 15 ani",
        "hun heter Kari",
        "jenta, født i 1998",
        "født 12.3.1998",
        "navn: Kari Nordmann",
        "navnet hennes er kjent",
        "a girl named Ana",
        "she was born in Iași",
        "her mother lives there",
    ),
}
LEFT_ALONE = (
    "agenția numită ANITP, denumită în continuare agenția",
    "DNA București și DIICOT au instrumentat 120 de dosare",
    "intrarea României în Uniunea Europeană, 2007",
    "Vi bruker navnet på tiltaket, ROSA, i 2012/2013/2014.",
    "For alle 12 kommuner finnes det en plan; Krisesenterplass 24 av 30.",
    "Category A. 18 years and over: 45",
    "lit. (a) din. Legea nr. 678/2001, modificată la 12 martie 2012 prin OUG nr. 10",
    "Hotărârea Guvernului din 12 martie 2012; lov av 15. mai 2008; Act of 16 July 1999",
    "Aggregate 12 of 34; p = 0.1234, 0.5678",
    "RO 12345 and NO 23456 persons",
    "1 2 3 4 5 6 7 8 9 10 11 12",
    "Se lucrează în stradă și pe calea ferată.",
)


def screen(text):
    return SCREENING.kinds_in(text)


def has_personal_data(text):
    return bool(screen(text))


def share(texts, kind):
    return sum(kind in screen(text) for text in texts) / len(texts)


def test_romanian_personal_numbers_are_found():
    texts = framed(cnps(N_PLANTED), seed=5)
    assert share(texts, CNP) >= SHARE_OF_CHECKED_KINDS


@pytest.mark.parametrize(
    ("day", "month"),
    [(0, 0), (40, 0), (0, 40), (0, 65), (0, 80), (40, 80), (40, 65)],
    ids=["birth", "d", "h", "synthetic-65", "synthetic-80", "d-80", "d-65"],
)
def test_norwegian_personal_numbers_are_found(day, month):
    texts = framed(birth_numbers(N_PLANTED, day, month), seed=6)
    assert share(texts, BIRTH_NUMBER) >= SHARE_OF_CHECKED_KINDS


def test_account_numbers_are_found():
    texts = framed(ibans(N_PLANTED), seed=7)
    assert share(texts, PersonalKind.IBAN) >= SHARE_OF_CHECKED_KINDS


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in WORDED.items() for text in texts]
)
def test_a_kind_is_found(kind, text):
    assert kind in screen(text)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_a_text_that_only_looks_like_it_is_left_alone(text):
    assert screen(text) == ()


def test_statistics_hardly_ever_raise_an_alarm():
    alarms = [text for text in clean_sentences(N_CLEAN) if screen(text)]
    assert len(alarms) <= N_CLEAN * SHARE_OF_FALSE_ALARMS, alarms[:10]


@pytest.mark.parametrize("change", [1, 3, 9])
def test_a_wrong_check_digit_is_no_personal_number(change):
    number = next(cnps(1, seed=8)).replace(" ", "")
    wrong = number[:-1] + str((int(number[-1]) + change) % 10)
    assert CNP not in screen(wrong)


@given(st.sampled_from([cnps, birth_numbers]), st.integers(1, 10_000), st.sets(st.integers(1, 12)))
def test_a_personal_number_is_found_wherever_it_is_split(numbers, seed, places):
    typed = next(numbers(1, seed=seed))
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", typed) if sign.isdigit())
    split = "".join(f" {digit}" if place in places else digit for place, digit in enumerate(plain))
    assert set(screen(split)) & {CNP, BIRTH_NUMBER}


def patterns_of(screening):
    """Every pattern that reads a text, of the rules and of the product itself."""
    own = [vars(module).values() for module in (account_number, digit_run, shadow)]
    of_numbers = [(*rule.masks, *rule.masks_in_context, rule.context) for rule in screening.numbers]
    of_dates = (*screening.dates.patterns, screening.dates.after_law)
    values = [*own, *of_numbers, of_dates, [screening.telephones.beside]]
    flat = [each for some in (*values, screening.patterns.values()) for each in some]
    return list({each for each in flat if isinstance(each, re.Pattern)})


PATTERNS = patterns_of(SCREENING)


def n_calls(call, *arguments):
    """How many functions are called, those of C included."""
    found = []
    sys.setprofile(lambda _frame, event, _argument: found.append(event))
    try:
        call(*arguments)
    finally:
        sys.setprofile(None)
    return sum(event in {"call", "c_call"} for event in found)


def grows_too_fast(pattern, text):
    """Whether twice as many signs need far more than twice the steps, however many signs."""
    return all(
        Search(pattern, text[: 2 * n]).steps > MOST_GROWTH * Search(pattern, text[:n]).steps
        for n in N_SHORT
    )


def test_every_pattern_is_counted():
    assert len(PATTERNS) > 20
    assert {*SCREENING.patterns.values()} <= set(PATTERNS)


@pytest.mark.parametrize("unit", LONG_WINDED)
def test_steps_grow_with_the_length_of_a_text_and_no_faster(unit):
    text = shadow_text(unit * 2 * N_SHORT[-1])
    assert [p.pattern for p in PATTERNS if grows_too_fast(p, text)] == []


@pytest.mark.parametrize("unit", LONG_WINDED)
def test_calls_grow_with_the_length_of_a_text_and_no_faster(unit):
    short, twice = (n_calls(screen, (unit * n)[:n]) for n in (500, 1000))
    assert twice <= MOST_GROWTH * short


def test_a_pattern_that_tries_again_from_every_place_is_found():
    assert grows_too_fast(re.compile(r"\w+@"), "a" * 2 * N_SHORT[-1])
    assert not grows_too_fast(re.compile(r"\b\w{1,20}@"), "a" * 2 * N_SHORT[-1])


@pytest.mark.parametrize(
    "text", [text for texts in WORDED.values() for text in texts] + list(LONG_WINDED)
)
def test_the_counting_search_finds_what_the_real_one_finds(text):
    plain = shadow_text(text * 2)
    for pattern in PATTERNS:
        found = [match.span() for match in pattern.finditer(plain)]
        assert Search(pattern, plain).spans == found, pattern.pattern


@pytest.mark.parametrize("unit", LONG_WINDED)
def test_a_long_text_is_screened(unit):
    assert set(screen((unit * N_LONG)[:N_LONG])) <= KINDS


def test_invisible_signs_do_not_hide_a_number():
    number = "151086\u200b95\u00ad088"
    assert BIRTH_NUMBER in screen(number)


def test_arabic_digits_do_not_hide_a_number():
    number = "15108695088".translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert BIRTH_NUMBER in screen(number)


def test_every_kind_is_told_once_in_a_fixed_order():
    text = "0722 123 456, ana@exemplu.ro, 0722 123 457, 15108695088"
    assert screen(text) == (
        BIRTH_NUMBER,
        PersonalKind.PHONE,
        PersonalKind.EMAIL,
    )


@given(st.text(max_size=300))
def test_any_text_can_be_screened(text):
    assert set(screen(text)) <= KINDS


@given(st.text(alphabet="0123456789 .-/+@:RONl", max_size=300))
def test_any_row_of_figures_can_be_screened(text):
    assert set(screen(text)) <= KINDS


def test_an_empty_text_has_nothing_personal():
    assert not screen("")
