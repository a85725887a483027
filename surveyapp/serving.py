"""Serving: the command that runs the web application; it stands above terminal and browser."""

import os
import socket

import click

from surveyapp.cli.instance import loaded, stop
from surveyapp.cli.study import SYNTHETIC
from surveyapp.instance import Instance, instance_path
from surveyapp.web import create_app
from surveyapp.web.headers import said_always
from surveyapp.web.server import Server


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 64))
def serve(port: int, host: str, threads: int) -> None:
    """Run the instance with gunicorn.

    Exit codes: 0 stopped, 2 could not run (no instance, port in use, unsafe settings).
    """
    instance = loaded(instance_path())
    _check_port(host, port)
    app = create_app(instance)
    if instance.is_demo:
        _greet(instance, host, port)
    headers = said_always(is_https=instance.base_url.startswith("https://"))
    Server(app, (host, port), threads, headers).run()


def _check_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            stop(
                f"Port {port} on {host} cannot be used ({os.strerror(problem.errno or 0)})."
                f" Choose another: surveyapp serve --port {port + 1}, or make demo PORT={port + 1}"
            )


def _greet(instance: Instance, host: str, port: int) -> None:
    click.echo(SYNTHETIC)
    click.echo(f"Open http://{host}:{port}/")
    click.echo(f"Answer with the code:  {instance.demo['code']}")
    click.echo(f"Coordinate, signed in: {instance.demo['staff']} / {instance.demo['password']}")
    click.echo("Stop with Ctrl-C.")


COMMANDS = (serve,)
