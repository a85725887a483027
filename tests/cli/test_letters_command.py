"""Official letters: one a contact, in its language, the same files for the same contacts."""

import io

import docx
import pytest
from pypdf import PdfReader

from surveyapp.fieldwork.contact import Disposition
from surveyapp.fieldwork.invitation import InvitationStatus
from surveyapp.storage.contacts import contacts_of, dispose
from surveyapp.storage.database import connected
from surveyapp.storage.invitations import exchange, invitations_of
from surveyapp.study.letters import file_name
from tests.cli.round_home import FOLDER, done, edit, run
from tests.storage.contacts import POOL, listed
from tests.study.post import invite_all, mailing_home, write_mail

REFUSED = 1
STUDY = """study: planned
letter:
  legal_basis: Act 544
  funder: A programme
  signature: Ana Pop, head of the office
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An instance with three contacts, of which one has a postal address."""
    made = mailing_home(tmp_path, monkeypatch)
    (tmp_path / FOLDER / "study.yaml").write_text(STUDY, encoding="utf-8")
    write_mail(made, 25)
    full = listed(
        "Direcția Generală „Ș”",
        language="ro",
        addressee="Ion Țurcanu",
        postal_address="Str. Lungă 1\n010101 București",
    )
    invite_all(made, [full])
    return made


def letters(tmp_path, *options, out="out"):
    """Name -> content of every letter."""
    done("letters", "spring", "--out", tmp_path / out, *options)
    return {path.name: path.read_bytes() for path in sorted((tmp_path / out).iterdir())}


def words_of(file):
    return "\n".join(each.text for each in docx.Document(io.BytesIO(file)).paragraphs)


def test_a_letter_is_written_for_every_contact_in_its_language(home, tmp_path):
    made = letters(tmp_path)
    assert list(made) == [
        "001-directia-generala-s.docx",
        "002-institution-000.docx",
        "003-institution-001.docx",
        "004-institution-002.docx",
    ]
    english, romanian = (
        words_of(made["002-institution-000.docx"]),
        words_of(made["001-directia-generala-s.docx"]),
    )
    for words in ("The Office", "No. …… / ……", "Subject: A questionnaire with a plan"):
        assert words in english
    for words in ("Legal basis: Act 544", "Funded by: A programme", "A. The only section"):
        assert words in english
    for words in ("Please answer by 12 June 2015.", "Questions: Ana Pop, ana@example.org"):
        assert words in english
    assert english.endswith("……………………………………\nAna Pop, head of the office")
    assert "Ion Țurcanu\nStr. Lungă 1\n010101 București" in romanian
    assert "Nr. …… / ……" in romanian
    assert "12 iunie 2015" in romanian


def test_letters_have_no_author_and_no_time(home, tmp_path):
    for file in letters(tmp_path).values():
        kept = docx.Document(io.BytesIO(file)).core_properties
        assert (kept.author, kept.last_modified_by, kept.comments) == ("", "", "")
        assert (kept.created, kept.modified) == (None, None)
    for file in letters(tmp_path, "--format", "pdf", out="pdf").values():
        facts = PdfReader(io.BytesIO(file)).metadata
        assert not {"/Author", "/CreationDate", "/ModDate"} & set(facts)


@pytest.mark.parametrize("layout", ["docx", "pdf"])
def test_the_same_contacts_give_the_same_files(home, tmp_path, layout):
    options = ("--format", layout, "--with-codes")
    assert letters(tmp_path, *options) == letters(tmp_path, *options, out="again")


def test_a_pdf_says_the_same(home, tmp_path):
    file = letters(tmp_path, "--format", "pdf")["002-institution-000.pdf"]
    words = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)
    for said in ("No. …… / ……", "Act 544", "Institution 000", "Please answer by 12 June 2015."):
        assert said in words


def test_codes_stand_in_letters_when_they_are_asked_for(home, tmp_path):
    plain = words_of(letters(tmp_path)["002-institution-000.docx"])
    assert "in a message of its own" in plain
    with connected(home):
        ids = {each.institution: each.contact_id for each in contacts_of("spring")}
        its = {each.contact_id: each for each in invitations_of("spring")}
        code = its[ids["Institution 000"]].code(home.pepper)
        assert {each.status for each in its.values()} == {InvitationStatus.NEW}
    assert code not in plain
    told = words_of(letters(tmp_path, "--with-codes")["002-institution-000.docx"])
    assert f"/i/{code}" in told
    with connected(home):
        assert {each.status for each in invitations_of("spring")} == {InvitationStatus.INVITED}


def test_a_code_that_is_used_stands_in_no_letter(home, tmp_path):
    with connected(home):
        used = invitations_of("spring")[0]
        assert exchange(used)
    told = run("letters", "spring", "--out", tmp_path / "out", "--with-codes")
    assert told.stderr == "Without a code, which is used or was never made: 1\n"
    everything = "".join(words_of(path.read_bytes()) for path in (tmp_path / "out").iterdir())
    assert used.code(home.pepper) not in everything


def test_who_will_not_answer_gets_no_letter(home, tmp_path):
    with connected(home):
        dispose("spring", ["Institution 000"], Disposition.REFUSED)
    assert len(letters(tmp_path)) == 3


def test_letters_of_before_are_told(home, tmp_path):
    letters(tmp_path)
    with connected(home):
        dispose("spring", ["Institution 000"], Disposition.REFUSED)
    told = run("letters", "spring", "--out", tmp_path / "out")
    assert told.stderr == "Letters of before, or other files, beside them: 3\n"


def test_in_mode_pool_no_letter_has_a_code(tmp_path, monkeypatch):
    mailing_home(tmp_path, monkeypatch, mode=POOL)
    told = run("letters", "spring", "--out", tmp_path / "out", "--with-codes")
    assert (told.exit_code, (tmp_path / "out").exists()) == (REFUSED, False)
    assert len(letters(tmp_path)) == 3


def test_letters_are_written_also_where_the_project_lost_the_questionnaire(home, tmp_path):
    (tmp_path / FOLDER / "questionnaire.yaml").unlink()
    said = words_of(letters(tmp_path)["002-institution-000.docx"])
    assert "A. The only section" in said
    assert "Act 544" not in said


def test_the_words_of_a_study_are_translated(home, tmp_path):
    done("translations", "planned")
    catalogue = "translations/ro/LC_MESSAGES/planned_study.po"
    edit(tmp_path, catalogue, 'msgid "Act 544"\nmsgstr ""', 'msgid "Act 544"\nmsgstr "Legea 544"')
    assert "Temei legal: Legea 544" in words_of(letters(tmp_path)["001-directia-generala-s.docx"])


def test_signs_that_no_paper_carries_are_left_out(home, tmp_path):
    invite_all(home, [listed("A\x00B\x0bC", postal_address="Street\x01 1\r\n\r\nTown")])
    written = letters(tmp_path)
    (name,) = (each for each in written if "abc" in each or "a-b" in each)
    assert "ABC\nStreet 1\nTown" in words_of(written[name])


@pytest.mark.parametrize(
    ("institution", "name"),
    [
        ("../../etc/passwd", "007-etc-passwd.pdf"),
        ("Ș Ț ă", "007-s-t-a.pdf"),
        ("例え", "007-letter.pdf"),
        ("a" * 200, "007-" + "a" * 60 + ".pdf"),
    ],
)
def test_a_file_is_called_as_every_system_takes_it(institution, name):
    assert file_name(7, institution, "pdf") == name
