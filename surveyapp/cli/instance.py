"""Instance commands: make one, run it, fill the demonstration."""

import os
import socket
import sys
from pathlib import Path

import click

from surveyapp.cli.demo import fill_demo
from surveyapp.instance import (
    Instance,
    InstanceMissing,
    InstanceUnsafe,
    create_instance,
    instance_path,
    load_instance,
)
from surveyapp.storage.migrations import upgrade
from surveyapp.web import create_app
from surveyapp.web.server import Server

COULD_NOT_RUN = 2


@click.command()
@click.option("--demo", is_flag=True, help="For synthetic answers only, for good.")
@click.option(
    "--base-url", default=None, help="Address that people will see, https except locally."
)
def init(demo: bool, base_url: str | None) -> None:
    """Make an instance, or bring an existing one up to date.

    The directory is SURVEYAPP_INSTANCE, or instance/ beside the project. Exit codes: 0 done,
    2 could not run.
    """
    path = instance_path()
    instance = prepare(path, is_demo=demo, base_url=base_url)
    click.echo(f"Instance ready: {instance.path}")


def prepare(path: Path, *, is_demo: bool, base_url: str | None = None) -> Instance:
    """An instance with migrated databases; made when there is none."""
    if not (path / "config.toml").exists():
        create_instance(path, is_demo=is_demo, base_url=base_url)
    instance = _loaded(path)
    upgrade(instance)
    return instance


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 64))
def serve(port: int, host: str, threads: int) -> None:
    """Run the instance with gunicorn.

    Exit codes: 0 stopped, 2 could not run (no instance, port in use, unsafe settings).
    """
    instance = _loaded(instance_path())
    _check_port(host, port)
    app = create_app(instance)
    if instance.is_demo:
        _greet(instance, host, port)
    Server(app, host, port, threads).run()


@click.command()
@click.option("--quiet", is_flag=True, help="No progress.")
def demo(quiet: bool) -> None:
    """Make a demo instance and fill it with the synthetic study; keeps what was answered.

    Exit codes: 0 done, 2 could not run (the instance holds a real study).
    """
    path = instance_path()
    instance = prepare(path, is_demo=True)
    if not instance.is_demo:
        _stop(f"{path} is not a demo instance; set SURVEYAPP_INSTANCE to another directory.")
    fill_demo(instance, show_progress=not quiet and sys.stderr.isatty())


def _loaded(path: Path) -> Instance:
    try:
        return load_instance(path)
    except (InstanceMissing, InstanceUnsafe) as problem:
        _stop(str(problem))
        raise


def _check_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            _stop(
                f"Port {port} on {host} cannot be used ({os.strerror(problem.errno or 0)})."
                f" Choose another: surveyapp serve --port {port + 1}, or make demo PORT={port + 1}"
            )


def _greet(instance: Instance, host: str, port: int) -> None:
    click.echo("SYNTHETIC DATA – NOT REAL")
    click.echo(f"Open http://{host}:{port}/")
    click.echo(f"Answer with the code:  {instance.demo['code']}")
    click.echo(f"Coordinate, signed in: {instance.demo['staff']} / {instance.demo['password']}")
    click.echo("Stop with Ctrl-C.")


def _stop(words: str) -> None:
    click.echo(words, err=True)
    raise click.exceptions.Exit(COULD_NOT_RUN)


COMMANDS = (init, serve, demo)
