"""Wave reading: what pages and files of one wave are made of, in the language of the request."""

from dataclasses import dataclass

from surveyapp.analysis.dissemination_plan import Chapter
from surveyapp.analysis.outputs import Outputs
from surveyapp.formats.tables_workbook import TableSheet
from surveyapp.reports.block import Block
from surveyapp.reports.document.evidence import Evidence, evidence_in
from surveyapp.reports.document.protection import why_blocks
from surveyapp.reports.exhibit.page import Findings
from surveyapp.reports.exhibit.response import Response, responses
from surveyapp.reports.labels import Labels
from surveyapp.storage.waves import Wave
from surveyapp.study.stratum import within_stratum
from surveyapp.web.coordinator.outputs import ALL, stratum_names
from surveyapp.web.respondent.form_words import FormWords


@dataclass(frozen=True, slots=True)
class WaveReading:
    """What pages and files of one wave are made of, in the language of this request."""

    wave: Wave
    words: FormWords
    labels: Labels
    outputs: Outputs

    def findings(self, part: str = ALL) -> Findings:
        """The comparison among all, or within one part of the split."""
        shown = within_stratum(self.outputs, part)
        return Findings(self.words.form, self.outputs.publication, shown, self.labels)

    def evidence(self, chapter: Chapter, part: str = ALL) -> tuple[Evidence, ...]:
        """What may be shown of the comparisons of a chapter, in its order."""
        among = stratum_names(self.outputs, self.words)[part] if part != ALL else ""
        return tuple(evidence_in(chapter.comparisons, self.findings(part), among))

    def sheet(self, chapter: Chapter, part: str = ALL) -> TableSheet:
        """The tables of a chapter as a sheet of a workbook."""
        title = self.labels.wording.text(chapter.text_path)
        return TableSheet(title, tuple(each.shown for each in self.evidence(chapter, part)))

    def protection(self) -> tuple[Block, ...]:
        """The rule by which figures are shown, in words."""
        return tuple(why_blocks(self.outputs.table.rules, self.labels))

    def responses(self) -> tuple[Response, ...]:
        """How many were asked and answered, by group."""
        made = self.outputs
        return responses(self.words.form, made.publication, made.whole, made.split)
