"""File choice: the languages and formats in which a job makes files, as it is asked for them."""

from surveyapp.study.study import Study

LANGUAGES, FORMATS, K = "languages", "formats", "k"
"""What a job is asked for. k: the smallest group of rows in open data."""
DDI = "ddi"
"""A format of the codebook that has all languages in one file."""
REPORT_FORMATS = ("html", "pdf", "docx")
CODEBOOK_FORMATS = ("html", "docx", "xlsx", "csv", DDI)
ROW_FORMATS = ("csv", "xlsx", "sav", "dta", "parquet", "json")
LETTER_FORMATS = ("docx", "pdf")


def languages_of(study: Study) -> tuple[str, ...]:
    """Languages in which a study can be reported, that of its source first."""
    form = study.form
    return tuple(sorted(form.languages, key=lambda each: each != form.source_language))
