"""`./dothi bench`: our figures beside the peers', measured in one run."""

import os
import subprocess

import click

from gis.cli.interruption import left_to_child
from gis.cli.project import running_server
from gis.setup.places import ROOT, VENV_PYTHON
from gis.setup.terminal import local


@click.command(
    "bench",
    context_settings={"ignore_unknown_options": True},
    add_help_option=False,
    help=local("Measure beside the peers (tipg, pygeoapi, ogr2ogr).", "Đo hiệu năng bên cạnh các phần mềm khác."),
)
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="[--json] [--only PART] [--seconds N] [--keep]")
@click.pass_context
def command(context: click.Context, words: tuple[str, ...]) -> None:
    """The benchmark itself is in tests/bench, beside the other things that measure the product."""
    with running_server(), left_to_child():
        argv = [str(VENV_PYTHON), "-m", "tests.bench", *words]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}  # the tests' folder is no part of what is installed
        done = subprocess.run(argv, cwd=ROOT, env=environment, check=False)  # noqa: S603  # a list, no shell
        context.exit(done.returncode)
