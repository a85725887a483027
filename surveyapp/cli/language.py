"""Language option: a language of the interface, looked up when a command is called."""

import click

from surveyapp.formats.languages import languages
from surveyapp.questions.language import SOURCE_LANGUAGE


class Language(click.ParamType[str]):
    """One of the languages that have a complete catalogue; another is refused with the reason."""

    name = "language"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        found = languages()
        if value not in found.offered:
            self.fail(f"{found.why_not(value)}.", param, ctx)
        return value


LANGUAGE = Language()
IN_LANGUAGE = click.option(
    "--lang",
    "language",
    type=LANGUAGE,
    default=SOURCE_LANGUAGE,
    show_default=True,
    help="A language that has catalogues in translations/.",
)
