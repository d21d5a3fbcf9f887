"""`./dothi runs report`: what an import run found, as a page with a map, JSON, CSV and the rejected features."""

from pathlib import Path

import click

from gis.cli.options import json_option, report
from gis.cli.project import database_ready
from gis.setup.terminal import local


@click.command("report", help=local("Write the report of an import run.", "Ghi báo cáo của một lần nhập."))
@click.argument("run", type=int)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@json_option
def report_(run: int, folder: Path, as_json: bool) -> None:
    """Everything in it: who has the command line has the database."""
    with database_ready():
        from importers.report import open_report, write_documents
        from layers.features.authority import OPERATOR

        written = write_documents(open_report(run, OPERATOR), folder)
    report({"run": run, "files": [str(path) for path in written]}, "\n".join(map(str, written)), as_json)
