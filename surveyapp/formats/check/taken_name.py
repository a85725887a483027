"""Taken name: a questionnaire that is called like something else whose files would be its own."""

from collections.abc import Iterator
from pathlib import Path

from surveyapp.formats.source.languages import DOMAIN
from surveyapp.formats.source.problem import Problem
from surveyapp.formats.source.questionnaire_folder import catalogues_of
from surveyapp.formats.source.shelf import CALENDARS, FILE, GALLERY, LISTS, SCREENING
from surveyapp.formats.source.yaml_file import YamlDocument
from surveyapp.questionnaire.study import study_root

TAKEN = {
    LISTS: "the shared code lists",
    SCREENING: "the folder of screening rules",
    CALENDARS: "the folder of calendars",
    GALLERY: "the folder of examples",
    DOMAIN: "the catalogue of the interface",
}


def taken_name(document: YamlDocument, name: str, folder: Path) -> Iterator[Problem]:
    """Where a questionnaire in this folder is called like a folder or a catalogue of others."""
    taken = TAKEN | {
        catalogue: f"a catalogue of {other}"
        for other in (each.parent.name for each in folder.parent.glob(f"*/{FILE}"))
        for catalogue in (*catalogues_of(other), study_root(other))
        if catalogue not in (other, LISTS)
    }
    if name in taken:
        line, column = document.position_of(("questionnaire",))
        words, mend = f"{name} is the name of {taken[name]}", "choose another name"
        yield Problem(document.file, line, column, "reserved-name", words, mend)
