"""Whoever reads the words of a questionnaire fills their placeholders, or says here why not."""

import ast

from tests.architecture.source import PACKAGE, functions, read_sources

READERS = {"load_wording", "wording"}
UNFILLED = {
    "surveyapp/formats/source/instrument.py wording": "hands the words on to these readers",
    "surveyapp/formats/source/profile_file.py load_minutes": "counts words, a placeholder as one",
    "surveyapp/formats/source/profile_file.py look": "counts words, a placeholder as one",
    "surveyapp/cli/burden.py _asked": "counts words, a placeholder as one",
    "surveyapp/formats/catalogue_set.py _notes": "tells translators which placeholders there are",
    "surveyapp/formats/check/instrument_change.py _texts": "compares texts as written",
    "surveyapp/study/missing.py _of_words_of_wave": "asks whether there is a text, and shows none",
    "surveyapp/study/privacy.py _of_wave": "takes the filled words of the study",
    "surveyapp/web/public/wave_titles.py _titles": "takes the filled words of the study",
    "surveyapp/study/unsaid.py _unsaid": "asks whether there is a text, and shows none",
    "surveyapp/study/opening.py _copied": "asks whether the files can be read",
    "surveyapp/web/coordinator/outputs.py prepare_latest": "reads them for the next page",
    "surveyapp/web/respondent/form_words.py _look": "compares them with those of before",
    "surveyapp/study/asking.py asking_of": "takes the filled words of the study",
    "surveyapp/study/study.py labels": "takes the filled words of the study",
}


def name_of(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def unfilled(source):
    """(file and function, line) of every reading that is not filled where it stands."""
    for function in functions(source):
        calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
        inside = {
            id(part) for call in calls if name_of(call) == "filled" for part in ast.walk(call)
        }
        for call in calls:
            if name_of(call) in READERS and id(call) not in inside:
                yield f"{source.path} {function.name}", call.lineno


def test_the_words_of_a_questionnaire_are_filled_where_they_are_read():
    found = {place for source in read_sources(PACKAGE) for place, _ in unfilled(source)}
    assert found == UNFILLED.keys()
