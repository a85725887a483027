"""The official letter as a file: read aloud in order, with nothing of who made it or when."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest

from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.report.letter_docx import letter_docx
from surveyapp.formats.report.letter_pdf import letter_pdf
from surveyapp.reports.letter.asking import Addressee
from surveyapp.reports.letter.letter import letter_of
from tests.attacks.test_mail_headers import ASKING
from tests.formats.pdf_tags import claims_access, read, tags_of, words_of

TO = Addressee("Direcția Ș", "Ana Pop", ("Str. 1", "0101 Cluj"), "VABC-DEFG-HJKM-NPQR-STVW")


def letter(language="en", **changes):
    asking = replace(ASKING, language=language, translate=translate_in(language), **changes)
    return letter_of(asking, TO)


def spoken(file):
    """The words of a PDF without any space."""
    return "".join("".join(words_of(page).split()) for page in read(file).pages)


@pytest.mark.parametrize("language", ["en", "ro", "nb"])
def test_a_letter_claims_access_in_every_language(language):
    made = letter_pdf(letter(language))
    assert claims_access(made)
    kinds = [tag.type for tag in tags_of(made)]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 5
    assert kinds.count("/LI") == 1


@pytest.mark.parametrize("language", ["en", "ro", "nb"])
def test_both_files_say_the_same(language):
    said = docx.Document(io.BytesIO(letter_docx(letter(language)))).paragraphs
    on_paper = spoken(letter_pdf(letter(language)))
    for paragraph in said:
        for line in paragraph.text.splitlines():
            assert "".join(line.split()) in on_paper


def test_what_nobody_said_is_left_out():
    bare = letter(purpose=(), sender=None, contact=None, closes=None)
    said = "\n".join(p.text for p in docx.Document(io.BytesIO(letter_docx(bare))).paragraphs)
    for left_out in ("What it is for", "Questions:", "Please answer by", "Legal basis", "None"):
        assert left_out not in said
    assert "We ask Direcția Ș to answer" in said


def test_the_word_file_holds_no_day_and_no_person():
    with zipfile.ZipFile(io.BytesIO(letter_docx(letter()))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml").decode()
    assert "python-docx" not in core
    assert "dcterms" not in core.partition("<dc:title>")[2]


def test_markup_and_signs_stay_words():
    strange = "#let x = 1 <b> \\ $a$ & “quoted”"
    made = letter(title=strange)
    assert "".join(strange.split()) in spoken(letter_pdf(made))
    said = "\n".join(p.text for p in docx.Document(io.BytesIO(letter_docx(made))).paragraphs)
    assert strange in said


def test_no_signature_stands_alone_on_a_page():
    """Line by line longer, until the signature has gone over to the second page."""
    seconds = []
    for n in range(1, 16):
        pages = read(letter_pdf(letter(purpose=("One more line.",) * n))).pages
        seconds += ["".join(words_of(page).split()) for page in pages[1:]]
    assert [page for page in seconds if "……" in page]
    assert not [page for page in seconds if page.startswith("……")]


def test_a_word_processor_keeps_the_last_paragraph_with_the_signature():
    said = docx.Document(io.BytesIO(letter_docx(letter()))).paragraphs
    kept = [each.paragraph_format.keep_with_next for each in said[-3:]]
    assert kept == [True, True, None]
