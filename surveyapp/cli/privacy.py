"""Privacy command: the privacy notice, the record and the draft of the assessment."""

from itertools import product
from pathlib import Path

import click

from surveyapp.cli.reading import only_reads
from surveyapp.cli.refusal import COULD_NOT_RUN, open_instance, stop
from surveyapp.formats.interface_words import InterfaceWordsMissing
from surveyapp.formats.source.languages import languages
from surveyapp.questions.counted_noun import counted_noun
from surveyapp.storage.waves import Wave, wave
from surveyapp.study.privacy import DOCUMENTS
from surveyapp.study.privacy_files import FORMATS, privacy_file, privacy_file_name
from surveyapp.whole_file import whole_file


@click.command("privacy-documents")
@click.argument("wave_name", metavar="[WAVE]", required=False)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A folder, made new.")
@click.option(
    "--format",
    "layouts",
    type=click.Choice(list(FORMATS)),
    multiple=True,
    default=tuple(FORMATS),
    help="All if not given.",
)
@only_reads
def privacy_documents_command(wave_name: str | None, out: Path, layouts: tuple[str, ...]) -> None:
    """Write the privacy notice, the record of processing activities and a draft DPIA of WAVE.

    Each in every language of the interface: the privacy notice (Articles 13 and 14 of the GDPR),
    the record of processing activities (Article 30) and a draft of the data protection impact
    assessment (Article 35) for the data protection officer. They say what the settings and the
    questionnaire say, and leave blank what only the controller can judge. Without WAVE nothing is
    said about what is asked.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with open_instance() as instance:
        chosen: Wave | None = wave(wave_name) if wave_name else None
        out.mkdir(parents=True, exist_ok=True)
        n_written = 0
        try:
            for name, language, layout in product(DOCUMENTS, languages().offered, layouts):
                content = privacy_file(instance, chosen, name, language, layout)
                with whole_file(out / privacy_file_name(name, language, layout)) as unfinished:
                    unfinished.write_bytes(content)
                n_written += 1
        except InterfaceWordsMissing as missing:
            stop(str(missing), COULD_NOT_RUN)
    click.echo(f"{counted_noun(n_written, 'file')} in {out}")


COMMANDS = (privacy_documents_command,)
