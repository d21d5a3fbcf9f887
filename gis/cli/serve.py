"""`./dothi serve`: the catalog as it is."""

from collections.abc import Callable
from typing import Any

import click

from gis.cli.serving import serve
from gis.setup.terminal import local


def address_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--host` and `--port`, for serve and demo alike."""
    host = click.option(
        "--host", default="127.0.0.1", show_default=True, help=local("Address to listen on.", "Địa chỉ lắng nghe.")
    )
    port = click.option(
        "--port",
        type=click.IntRange(1, 65435),
        default=8000,
        show_default=True,
        help=local("First port to try; the next free one is taken.", "Cổng thử đầu tiên; nếu bận sẽ lấy cổng kế tiếp."),
    )
    return host(port(function))


@click.command(
    "serve",
    help=local("Start the database and serve the map and OGC API.", "Khởi động cơ sở dữ liệu, bản đồ và OGC API."),
)
@address_options
def command(host: str, port: int) -> None:
    """Until Ctrl-C or SIGTERM, which stop everything that was started here."""
    serve(host, port, prepare=lambda: None)
