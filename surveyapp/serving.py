"""Serving: the command that runs the web application; it stands above terminal and browser."""

import os
import socket
from functools import partial

import click

from surveyapp.cli.demo import SHOWN
from surveyapp.cli.study import COULD_NOT_RUN, SYNTHETIC, stop, words_for_instances
from surveyapp.formats.languages import languages
from surveyapp.instance import Instance, instance_path
from surveyapp.storage.soundness import sound_instance
from surveyapp.web import create_app
from surveyapp.web.coordinator.study import prepare_latest
from surveyapp.web.headers import said_always
from surveyapp.web.server import Server


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 64))
def serve(port: int, host: str, threads: int) -> None:
    """Run the instance with gunicorn, after looking at every page of its databases.

    Exit codes: 0 stopped, 2 could not run (no instance, port in use, unsafe settings).
    """
    with words_for_instances():
        instance = sound_instance(instance_path(), is_thorough=True)
        app = create_app(instance)
    for lacking in languages().refused.values():
        click.echo(f"Not offered: {lacking}.", err=True)
    _check_port(host, port)
    if instance.is_demo:
        _greet(instance, host, port)
    headers = said_always(is_https=instance.base_url.startswith("https://"))
    Server(app, (host, port), threads, headers, partial(prepare_latest, app)).run()


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            stop(
                f"Port {port} on {host} cannot be used ({os.strerror(problem.errno or 0)})."
                f" Choose another: surveyapp serve --port {port + 1}, or make demo PORT={port + 1}",
                COULD_NOT_RUN,
            )


def _greet(instance: Instance, host: str, port: int) -> None:
    shown = instance.demo
    click.echo(SYNTHETIC)
    click.echo(f"Open http://{host}:{port}/")
    if shown.keys() >= SHOWN:
        click.echo(f"Answer with the code:  {shown['code']}")
        click.echo(f"Coordinate, signed in: {shown['staff']} / {shown['password']}")
    else:
        click.echo("There are no answers, code and sign-in yet. Make them with: surveyapp demo")
    click.echo("Stop with Ctrl-C.")


COMMANDS = (serve,)
