"""Document forms: in which languages and formats files are made, as somebody chooses them."""

from collections.abc import Iterable, Mapping, Sequence

from flask_babel import gettext as _
from wtforms import SelectField, SelectMultipleField

from surveyapp.analysis.microdata.row_groups import SMALLEST_K, STRICT_K
from surveyapp.questions.language import own_name
from surveyapp.study.work.file_choice import DDI, FORMATS, LANGUAGES, K
from surveyapp.web.desk.act import DeskForm

FORMAT_NAMES: Mapping[str, str] = {
    "html": "HTML",
    "pdf": "PDF",
    "docx": "Word (DOCX)",
    "xlsx": "Excel (XLSX)",
    "csv": "CSV",
    "sav": "SPSS (SAV)",
    "dta": "Stata (DTA)",
    "parquet": "Parquet",
    "json": "JSON",
    DDI: "DDI-Codebook (XML)",
}
"""As the programs call them, in every language."""


class DocumentForm(DeskForm):
    """What all of them have."""

    def problems(self) -> list[tuple[str, str]]:
        """(name of a field, words) of what is missing or unknown; nothing when all is well.

        The name is "" where the form itself is not one that was shown to the reader.
        """
        is_sound = self.validate_on_submit()
        found = [
            (n, words) for n, words in self.words().items() if self[n].errors or not self[n].data
        ]
        return found if found or is_sound else [("", _("Please try again."))]

    def words(self) -> Mapping[str, str]:
        """Name of a field -> what is said where nothing, or nothing that there is, was chosen."""
        raise NotImplementedError


class FilesForm(DocumentForm):
    """In which languages, and in which formats."""

    languages = SelectMultipleField()
    formats = SelectMultipleField()

    @property
    def wanted(self) -> dict[str, str]:
        """What a job is asked for, in one order whatever was ticked first."""
        return {LANGUAGES: _joined(self.languages), FORMATS: _joined(self.formats)}

    def words(self) -> Mapping[str, str]:
        """See above."""
        return {
            "languages": _("Choose at least one language."),
            "formats": _("Choose at least one format."),
        }


class ReleaseForm(DocumentForm):
    """In which language, and how large the smallest group of rows is."""

    language = SelectField()
    k = SelectField()

    @property
    def wanted(self) -> dict[str, str]:
        """What a job is asked for."""
        return {"language": str(self.language.data), K: str(self.k.data)}

    def words(self) -> Mapping[str, str]:
        """See above."""
        return {"language": _("Choose one of the languages."), "k": _("Choose one of the sizes.")}


def files_form(
    languages: Iterable[str],
    formats: Sequence[str],
    *,
    is_sent: bool = False,
    ticks_all: bool = False,
) -> FilesForm:
    """One form of several on a page; is_sent: whether the request is about this one.

    ticks_all: whether every format is chosen before anybody chooses.
    """
    form = FilesForm() if is_sent else FilesForm(formdata=None)
    form.languages.choices = [(each, own_name(each)) for each in languages]
    form.formats.choices = [(each, FORMAT_NAMES[each]) for each in formats]
    if not is_sent:
        form.languages.data = [each for each, _name in form.languages.choices]
        form.formats.data = list(formats) if ticks_all else [form.formats.choices[0][0]]
    return form


def release_form(languages: Iterable[str], *, is_sent: bool = False) -> ReleaseForm:
    """The same for open data."""
    form = ReleaseForm() if is_sent else ReleaseForm(formdata=None)
    form.language.choices = [(each, own_name(each)) for each in languages]
    form.k.choices = [
        (str(SMALLEST_K), _("%(k)s, as for the published tables", k=SMALLEST_K)),
        (str(STRICT_K), _("%(k)s, stricter", k=STRICT_K)),
    ]
    return form


def _joined(field: SelectMultipleField) -> str:
    return " ".join(each for each, _name in field.choices if each in field.data)
