"""Public release: what everybody may have of a study, or the reasons why not."""

from dataclasses import dataclass
from pathlib import Path
from random import Random

from surveyapp.analysis.microdata.public_use_file import PublicUseFile, public_release
from surveyapp.formats.microdata.release_folder import write_release
from surveyapp.reports.codebook.codebook import QuestionEntry, codebook
from surveyapp.reports.sentence.column_words import ColumnWords
from surveyapp.study.row_files import words_of
from surveyapp.study.study_figures import StudyFigures


@dataclass(frozen=True, slots=True)
class PublicRelease:
    """Rows that may be published, with words for them in one language."""

    made: PublicUseFile
    words: ColumnWords
    entries: tuple[QuestionEntry, ...]

    def write(self, folder: Path) -> tuple[Path, ...]:
        """Data, codebook, licence, README and the report on k. Raises OSError."""
        return write_release(self.made, self.words, self.entries, folder)


def public_release_of(study: StudyFigures, k: int, language: str, rng: Random) -> PublicRelease:
    """The smallest group has k rows. Raises ReleaseRefused, InterfaceWordsMissing.

    Else as `StudyFigures.snapshot`.
    """
    words = words_of(study.instrument, study.wave.parameters, language)
    entries = tuple(codebook(words, study.instrument.declared_plan))
    return PublicRelease(public_release(study.snapshot, study.form, k, rng), words, entries)
