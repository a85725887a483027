"""Serving: the command that runs the web application; it stands above terminal and browser."""

import os
from functools import partial

import click

from surveyapp.analysis.collection_pause import collection_pause
from surveyapp.cli.port import LOCAL, check_port
from surveyapp.cli.reading import only_reads
from surveyapp.cli.refusal import COULD_NOT_RUN, SYNTHETIC, stop, words_for_instances
from surveyapp.formats.source.languages import languages
from surveyapp.formats.source.screening_file import unusable_rules
from surveyapp.instance import CONFIG, SHOWN_OF_DEMO, Instance, instance_path
from surveyapp.settings.site_address import in_address, is_loopback
from surveyapp.storage.database import connected
from surveyapp.storage.soundness import sound_instance
from surveyapp.storage.staff import has_accounts
from surveyapp.storage.study_keys import keys_away
from surveyapp.study.unspoken import unspoken_languages
from surveyapp.web.first_token import first_path
from surveyapp.web.headers import said_always
from surveyapp.web.job_watch import JobWatch
from surveyapp.web.server import Server, ServerLayout
from surveyapp.web.site import Site


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 64))
@click.option(
    "--processes",
    default=None,
    type=click.IntRange(1, 64),
    help="That answer requests; as many as the machine has cores if not given.",
)
@only_reads
def serve(port: int, host: str, threads: int, processes: int | None) -> None:
    """Run the instance with gunicorn, after looking at every page of its databases.

    On an address that others reach (--host) only where base_url in config.toml begins with
    https://, which a proxy in front must end.

    Exit codes: 0 stopped, 2 could not run (no instance, port in use, unsafe settings).
    """
    with words_for_instances(), collection_pause():
        instance = sound_instance(instance_path(), is_thorough=True)
        _check_reach(instance, host)
        site = Site(instance)
        with connected(instance):
            away, is_new = keys_away(instance), not has_accounts()
            unspoken = tuple(unspoken_languages(instance))
    if away:
        click.echo("\n".join(away), err=True)
    for lacking in languages().refused.values():
        click.echo(f"Not offered: {lacking}.", err=True)
    for lost in unspoken:
        words = f"The wave {lost.wave} is open and asks in {lost.language}, in which it is not"
        click.echo(f"{words} shown now: {lost.why}.", err=True)
    for problem in unusable_rules():
        click.echo(f"Texts are not screened by all rules: {problem}.", err=True)
    check_port(host, port, "serve")
    if instance.is_demo:
        _greet(instance, host, port)
    if is_new:
        click.echo("There is no account yet. Make the first one, once, at:")
        click.echo(f"{_own(instance, host, port)}{first_path(site.answering)}")
    headers = said_always(is_https=instance.is_https)
    layout = ServerLayout(processes or _cores(), threads)
    Server(site, (in_address(host), port), layout, headers, partial(_begin, site)).run()


def _check_reach(instance: Instance, host: str) -> None:
    """Ends the command where others would reach a site that knows no https."""
    if is_loopback(host) or instance.is_https:
        return
    stop(
        f"Not started: others reach {host or 'every address of this machine'}, and without https"
        " codes, cookies and answers could be read on the way. Put a proxy that ends https in"
        f" front, and write its address into {instance.path / CONFIG}, such as base_url ="
        ' "https://survey.example.org". Or leave out --host: then only this machine reaches it.',
        COULD_NOT_RUN,
    )


def _begin(site: Site) -> None:
    """Before the first request of a process."""
    JobWatch(site.instance).start()
    site.follow()


def _cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _own(instance: Instance, host: str, port: int) -> str:
    """The address of the site, as far as it is known here."""
    if instance.is_https:
        return instance.base_url.rstrip("/")
    if ":" in host:
        return f"http://localhost:{port}"  # no request for `[::1]` is answered
    return f"http://{host if is_loopback(host) else LOCAL}:{port}"


def _greet(instance: Instance, host: str, port: int) -> None:
    shown = instance.demo
    click.echo(SYNTHETIC)
    click.echo(f"Open {_own(instance, host, port)}/")
    if shown.keys() >= SHOWN_OF_DEMO:
        click.echo(f"Answer with the code:  {shown['code']}")
        click.echo(f"Coordinate, signed in: {shown['staff']} / {shown['password']}")
        click.echo("This one account may do everything; in a study nobody may.")
    else:
        click.echo("There are no answers, code and sign-in yet. Make them with: surveyapp demo")
    click.echo("Stop with Ctrl-C.")


COMMANDS = (serve,)
