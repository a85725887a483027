"""Starter set: the small commented questionnaire that a new one begins as."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from surveyapp.analysis.plan_file import PlanDefinition, plan_texts, texts_root
from surveyapp.formats.source.po_file import Catalogue
from surveyapp.formats.source.po_text import catalogue_text
from surveyapp.formats.source.questionnaire_folder import FILE, PLAN_FILE, read_as
from surveyapp.formats.source.shelf import catalogue_in
from surveyapp.plain_file import text_in
from surveyapp.project import QUESTIONNAIRES
from surveyapp.questionnaire.definition import QuestionnaireDefinition
from surveyapp.questionnaire.texts import texts_of

STARTER = Path(__file__).parent / "starter"


class StarterRefused(FileExistsError):
    """Something is there already; `path` says what, and nothing was written."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def write_starter(root: Path, name: str, languages: Iterable[str]) -> tuple[Path, ...]:
    """Writes a questionnaire, its plan, recipe and scenario, and one catalogue to fill a language.

    root: the project's folder, made where it is missing; name: of the questionnaire; languages:
    those into which it will be translated. Returns the files. Raises StarterRefused, OSError.
    """
    files = dict(_files(root, name, languages))
    there = [root / QUESTIONNAIRES / name, *files]
    for path in there:
        if path.exists() or path.is_symlink():
            raise StarterRefused(path)
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    return tuple(files)


def _files(root: Path, name: str, languages: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """Path -> content of everything that is written."""
    for path in sorted(STARTER.rglob("*.yaml")):
        text = text_in(path).replace(STARTER.name, name)
        yield root / QUESTIONNAIRES / name / path.relative_to(STARTER), text
    for catalogue, texts in _texts(name).items():
        for language in languages:
            yield (
                catalogue_in(root, language, catalogue),
                catalogue_text(language, texts, Catalogue()),
            )


def _texts(name: str) -> Mapping[str, Mapping[str, str]]:
    """Catalogue -> path and words of each text that is to be translated."""
    form = read_as(STARTER / FILE, QuestionnaireDefinition)
    plan = read_as(STARTER / PLAN_FILE, PlanDefinition)
    of_form = texts_of(form.model_copy(update={"questionnaire": name}))
    of_plan = plan_texts(plan.model_copy(update={"analysis": name}))
    return {name: dict(of_form), texts_root(name): dict(of_plan)}
