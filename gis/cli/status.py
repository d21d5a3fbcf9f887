"""`./dothi status`: whether it runs and where, for people and for scripts."""

import click

from gis import __version__, cluster
from gis.cli.options import json_option, report
from gis.cli.serving import current
from gis.setup.terminal import local


@click.command(
    "status",
    help=local(
        "Say whether it runs and where; exit code 0 when running, else 1.",
        "Cho biết hệ thống có đang chạy và ở đâu; mã thoát 0 khi đang chạy, 1 khi không.",
    ),
)
@json_option
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """The keys of the JSON are a fixed contract; what isn't running is null."""
    serving = current()
    values = {
        "running": serving is not None,
        "url": serving.url if serving else None,
        "ogc_url": f"{serving.url}/ogc/" if serving else None,
        "database_url": cluster.database_url(),
        "version": __version__,
    }
    down = local("Not running. Start it with ./dothi serve.", "Không chạy. Khởi động bằng ./dothi serve.")
    report(values, f"{serving.url}/  {serving.url}/ogc/" if serving else down, as_json)
    context.exit(0 if serving else 1)
