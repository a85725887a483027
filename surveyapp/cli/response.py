"""Response on the terminal: what became of the institutions of a wave, stratum by stratum."""

import json
from dataclasses import asdict

import click

from surveyapp.analysis.statistics.response_rate import cooperation_rates, response_rates
from surveyapp.cli.contacts import TEXT_OR_JSON
from surveyapp.cli.reading import only_reads
from surveyapp.cli.refusal import open_instance
from surveyapp.storage.modes import modes_of
from surveyapp.storage.waves import wave
from surveyapp.study.sample import StratumResponse, response_of

_STRATUM = ("country", "split_code")


@click.command("response")
@click.argument("name")
@TEXT_OR_JSON
@only_reads
def response(name: str, layout: str) -> None:
    """Show what became of the institutions of the wave NAME, by country and class.

    Who has answered is known as of the last mixing alone. Rates are those of the AAPOR: RR2 takes
    everybody as eligible but those that turned out not to be, COOP2 those that were reached. How
    answers came is counted when they are mixed, and stands beside none of them.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with open_instance():
        wave(name)
        found = response_of(name)
        modes = modes_of(name)
    rows = [asdict(stratum) | _counts(each) for stratum, each in found.items()]
    if layout == "json":
        click.echo(json.dumps({"strata": rows, "modes": modes}, indent=2))
        return
    for row in rows:
        place = " ".join(str(row[key]) for key in ("country", "split_code") if row[key])
        shown = (f"{key} {value}" for key, value in row.items() if key not in _STRATUM)
        click.echo(f"{place or 'all'}  {'  '.join(shown)}")
    if modes:
        click.echo(f"opened answers came by  {'  '.join(f'{m} {n}' for m, n in modes.items())}")


def _counts(found: StratumResponse) -> dict[str, object]:
    asked = found.dispositions
    rates = {"RR2": response_rates(asked)["RR2"], "COOP2": cooperation_rates(asked)["COOP2"]}
    return {
        "asked": found.asked,
        "opened": found.opened,
        "answered": found.answered,
        **{each.value: n for each, n in found.disposed.items()},
        **{name: round(rate, 3) for name, rate in rates.items() if rate is not None},
    }


COMMANDS = (response,)
