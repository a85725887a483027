"""What belongs to a wave is read from the wave's copy, never by a questionnaire's name."""

import ast

from tests.architecture.source import PACKAGE, ROOT, Source, read_sources

LOADERS = frozenset(
    {
        "load_definition",
        "load_code_lists",
        "load_release",
        "load_plan_definition",
        "load_publication",
        "load_code_books",
        "load_wording",
        "load_translated",
        "load_profiles",
        "load_minutes",
        "plan_for",
        "project_instrument",
        "take_project_form",
    }
)
# Module -> what it does with the files as they are now.
READS_THE_PROJECT = {
    "surveyapp/cli/burden.py": "measures what researchers write",
    "surveyapp/cli/analysis.py": "compares a file that was not collected here",
    "surveyapp/cli/demo.py": "makes a draft",
    "surveyapp/study/wave_draft.py": "makes a draft",
    "surveyapp/study/opening.py": "copies what is opened, and compares a correction with it",
    "surveyapp/cli/simulation.py": "knows no wave",
    "surveyapp/cli/translations.py": "keeps up what researchers write",
    "surveyapp/cli/study.py": "describes a questionnaire before there is a wave",
    "surveyapp/web/desk/questionnaires.py": "checks what researchers write",
    "surveyapp/web/desk/waves.py": "offers what can be asked",
    "surveyapp/web/designer/__init__.py": "shows researchers what they write",
    "surveyapp/web/respondent/form_words.py": "offers both, under names that tell them apart",
}


def readers(sources):
    """Modules that import a function which reads the project's files."""
    return {
        source.path
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and any(alias.name in LOADERS for alias in node.names)
    }


def test_only_what_belongs_to_no_wave_reads_the_project():
    assert readers(read_sources(PACKAGE / "cli", PACKAGE / "web", PACKAGE / "study")) == set(
        READS_THE_PROJECT
    )


def test_the_other_layers_name_no_questionnaire():
    folders = [ROOT / "surveyapp" / name for name in ("reports", "storage", "analysis")]
    assert readers(read_sources(*folders)) == set()


def test_a_page_that_reads_the_project_is_found():
    text = "from surveyapp.formats.source.questionnaire_folder import load_release\n"
    assert readers([Source("surveyapp/web/new.py", text, ast.parse(text))])
