"""Open draft: the answers of one workspace, decrypted only where somebody looks."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from surveyapp.fieldwork.draft import Revision, by_section
from surveyapp.fieldwork.envelope import WorkspaceKeys
from surveyapp.questionnaire.flow import question_of
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.cell import Cell, answers_from_json, answers_to_json
from surveyapp.storage.drafts import SectionDraft, load_section, load_sections, save_section
from surveyapp.storage.waves import Wave

INDEX = "_index"
ANSWERS, SET_ASIDE = "answers", "set_aside"


class OpenDraft(Mapping[str, Cell]):
    """Cell address -> cell. Sections are loaded when a cell of theirs is first asked for."""

    def __init__(self, keys: WorkspaceKeys, wave: Wave, form: Questionnaire) -> None:
        self.workspace_keys, self.wave, self.form = keys, wave, form
        self._sections: dict[str, dict[str, Cell]] = {}
        self._stored: dict[str, SectionDraft | None] = {}

    @property
    def schema(self) -> str:
        """What the sealed sections are bound to."""
        return self.wave.questionnaire

    def index(self) -> dict[str, Any]:
        """What is kept beside the answers: edition, receipt."""
        stored = self._load(INDEX)
        return dict(stored.body) if stored else {}

    def write_index(self, entries: Mapping[str, object], today: date) -> None:
        """Keeps entries in the index; None removes one."""
        kept = {k: v for k, v in {**self.index(), **entries}.items() if v is not None}
        self._write(INDEX, kept, today)

    def save(self, revision: Revision, today: date) -> None:
        """Writes changed cells, section by section, before anything is called saved."""
        changes = by_section(self.form, {a: c or "" for a, c in revision.changes.items()})
        for section, addresses in changes.items():
            if addresses:
                cells = dict(self._answers(section))
                for address in addresses:
                    _put(cells, address, revision.changes[address])
                self._write_answers(section, cells, today)

    def save_cells(self, cells: Mapping[str, Cell], today: date) -> None:
        """Writes some cells over what is stored."""
        revision = Revision(self)
        revision.update(cells)
        self.save(revision, today)

    def set_aside(self, section: str) -> dict[str, Cell]:
        """Earlier cells that "not our task" covered, to be put back on undo."""
        stored = self._load(section)
        return answers_from_json(stored.body.get(SET_ASIDE, {})) if stored else {}

    def write_set_aside(self, section: str, cells: Mapping[str, Cell], today: date) -> None:
        """Keeps earlier cells for undo."""
        stored = self._load(section)
        body = dict(stored.body) if stored else {}
        self._write(section, {**body, SET_ASIDE: answers_to_json(cells)}, today)

    def forget(self, today: date) -> None:
        """Empties every section; nothing of the answers remains."""
        for section in (*(s.name for s in self.form.sections), INDEX):
            if self._load(section):
                self._write(section, {}, today)
        self._sections.clear()

    def load_all(self) -> None:
        """Reads all sections in one go, for pages that show the whole form."""
        wanted = [s.name for s in self.form.sections if s.name not in self._stored]
        self._stored.update(dict.fromkeys(wanted))
        self._stored.update(load_sections(self.workspace_keys, wanted, self.schema))

    def _answers(self, section: str) -> dict[str, Cell]:
        if section not in self._sections:
            stored = self._load(section)
            cells = stored.body.get(ANSWERS, {}) if stored else {}
            self._sections[section] = answers_from_json(cells)
        return self._sections[section]

    def _load(self, section: str) -> SectionDraft | None:
        if section not in self._stored:
            self._stored[section] = load_section(self.workspace_keys, section, self.schema)
        return self._stored[section]

    def _write_answers(self, section: str, cells: dict[str, Cell], today: date) -> None:
        stored = self._load(section)
        body = dict(stored.body) if stored else {}
        self._write(section, {**body, ANSWERS: answers_to_json(cells)}, today)
        self._sections[section] = cells

    def _write(self, section: str, body: dict[str, Any], today: date) -> None:
        stored = self._load(section)
        draft = SectionDraft(stored.version if stored else 0, body)
        saved = save_section(self.workspace_keys, section, draft, today, self.schema)
        self._stored[section] = SectionDraft(saved, body)

    def __getitem__(self, address: str) -> Cell:
        asked = self.form.questions.get(question_of(address))
        if asked is None:
            raise KeyError(address)
        return self._answers(asked.section)[address]

    def __iter__(self) -> Iterator[str]:
        self.load_all()
        for section in self.form.sections:
            yield from self._answers(section.name)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _put(cells: dict[str, Cell], address: str, cell: Cell | None) -> None:
    if cell is None:
        cells.pop(address, None)
    else:
        cells[address] = cell
