"""Release README: what the open data are, how they were made safe, and what is not in them."""

from collections.abc import Iterator, Mapping

from surveyapp.analysis.microdata.public_use_file import PublicUseFile
from surveyapp.questionnaire.microdata_scope import KeptBack, LeftOut, kept_back, left_out
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.column import Role
from surveyapp.questions.language import Translate
from surveyapp.reports.sentence.column_words import ColumnWords

LICENCE = "https://creativecommons.org/licenses/by/4.0/legalcode"


def licence_text(translate: Translate) -> str:
    """The licence in short, with its address."""
    _ = translate.gettext
    first = _(
        "This work is licensed under the Creative Commons Attribution 4.0 International licence"
        " (CC BY 4.0). The full text:"
    )
    may = _(
        "You may share and adapt it for any purpose, also commercially, if you name the source,"
        " link to the licence and say what you changed. You must not try to find out which"
        " institution gave an answer."
    )
    return f"{first} {LICENCE}\n\n{may}\n"


def readme_lines(made: PublicUseFile, words: ColumnWords, mark: str) -> Iterator[str]:
    """The README in Markdown. mark: begins the names of the other files."""
    translate, table = words.labels.translate, made.table
    _ = translate.gettext
    yield f"# {words.title}"
    yield ""
    yield translate.ngettext(
        "Open data of `%(name)s` %(version)s: %(num)d response.",
        "Open data of `%(name)s` %(version)s: %(num)d responses.",
        table.n_rows,
        name=table.questionnaire,
        version=table.version,
    )
    yield _(
        "Variables: `%(codebook)s`. Licence: `%(licence)s`.",
        codebook=f"{mark}codebook.csv",
        licence=f"{mark}LICENCE.txt",
    )
    yield from ("", " ".join(("##", _("How it was made safe"))), "")
    yield from (f"- {each}" for each in _made_safe(made, translate))
    yield ""
    yield _(
        "k says that nobody is alone by what others know as well. It does not say that an answer"
        " cannot be recognised by somebody who knows the institution’s work."
    )
    yield from ("", " ".join(("##", _("Questions that are not here"))), "")
    why = _reasons(translate)
    yield from (f"- `{question}`: {why[kind]}" for question, kind in _not_here(words.form).items())


def _made_safe(made: PublicUseFile, translate: Translate) -> Iterator[str]:
    _ = translate.gettext
    none = _("none")
    yield _(
        "Every row stands in a group of %(smallest)s or more (k = %(k)s) that give the same answers"
        " to: %(questions)s.",
        smallest=made.smallest,
        k=made.k,
        questions=", ".join(made.known) or none,
    )
    number = made.n_before - made.table.n_rows
    yield _("Rows left out because their group was smaller: %(number)s.", number=number)
    names = ", ".join(made.dropped) or none
    yield _("Columns left out to reach k: %(columns)s.", columns=names)
    yield _("Rows stand in random order; there is no day, no id and no text.")


def _reasons(translate: Translate) -> Mapping[KeptBack | LeftOut, str]:
    _ = translate.gettext
    return {
        KeptBack.WORDS: _("words that nobody has reviewed"),
        KeptBack.DATE: _("a full date may point at one case"),
        KeptBack.IDENTIFYING: _("the answer points at one institution"),
        KeptBack.CLASS: _("the exact class; the sector is the coarse one"),
        LeftOut.NUMBER: _("an exact number may be printed elsewhere"),
        LeftOut.SENSITIVE: _("closely protected"),
        LeftOut.ROUTED: _("whether it was asked tells a closely protected answer"),
        LeftOut.SEVERAL_KNOWN: _("several answers that others know are unique together"),
    }


def _not_here(form: Questionnaire) -> dict[str, KeptBack | LeftOut]:
    """Question -> why the open data have not all of its columns, the words beside them last."""
    found: dict[str, KeptBack | LeftOut] = {}
    for column in form.columns:
        reason = kept_back(form, column) or left_out(form, column)
        is_answer = column.role is not Role.COMPANION
        if reason and (is_answer or column.question not in found):
            found[column.question] = reason
    return found
