"""`./dothi demo`: the whole product with data, from one command."""

import click

from gis.cli.serve import address_options
from gis.cli.serving import serve
from gis.setup.terminal import local, say


@click.command(
    "demo",
    help=local("Load the demo data and serve it.", "Nạp dữ liệu mẫu và chạy hệ thống."),
)
@address_options
def command(host: str, port: int) -> None:
    """Loads what isn't loaded yet, through the real importers, and serves."""
    serve(host, port, prepare=_load)


def _load() -> None:
    from gis.demo.load import load_demo

    load_demo(say)
