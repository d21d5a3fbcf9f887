"""`./dothi version`."""

import click

from gis import __version__
from gis.cli.options import json_option, report
from gis.setup.terminal import local


@click.command("version", help=local("Print the version.", "In phiên bản."))
@json_option
def command(as_json: bool) -> None:
    """The version of the product."""
    report({"version": __version__}, __version__, as_json)
