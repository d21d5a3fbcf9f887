"""`./dothi db start|stop|psql`: the database server by itself."""

import os
import subprocess
from urllib.parse import urlsplit

import click

from gis import cluster
from gis.cli.interruption import left_to_child
from gis.cli.options import force_option, json_option, report
from gis.cli.project import running_server
from gis.cluster.existing import libpq_url
from gis.setup.terminal import local


@click.group("db", help=local("Start, stop or open the database server.", "Khởi động, dừng hoặc mở cơ sở dữ liệu."))
def command() -> None:
    """Commands on the private server."""


@command.command(help=local("Start it and keep it running.", "Khởi động và giữ cho chạy."))
@json_option
def start(as_json: bool) -> None:
    """It stays up, also after serve ends, until `db stop`."""
    url = cluster.keep_running()
    port = urlsplit(url).port
    text = local(f"The database server runs on 127.0.0.1:{port}.", f"Máy chủ cơ sở dữ liệu chạy tại 127.0.0.1:{port}.")
    report({"running": True, "database_url": url}, text, as_json)


@command.command(help=local("Stop it.", "Dừng máy chủ."))
@force_option(local("Stop it even while it is used.", "Dừng cả khi đang được sử dụng."))
@json_option
def stop(force: bool, as_json: bool) -> None:
    """Refused while serve or another command uses it."""
    cluster.stop(force=force)
    text = local("The database server is stopped.", "Máy chủ cơ sở dữ liệu đã dừng.")
    report({"running": False, "database_url": None}, text, as_json)


@command.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    help=local("Open psql on the database.", "Mở psql trên cơ sở dữ liệu."),
)
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="[PSQL OPTIONS]")
@click.pass_context
def psql(context: click.Context, words: tuple[str, ...]) -> None:
    """psql with its own options and exit code; the password isn't on its command line, where others could read it."""
    with running_server() as url, left_to_child():
        environment = {**os.environ, **connection_environment(url)}
        argv = [str(cluster.programs() / "psql"), *words]
        code = subprocess.run(argv, env=environment, check=False).returncode  # noqa: S603
    context.exit(code)


def connection_environment(url: str, database: str | None = None) -> dict[str, str]:
    """libpq's variables for a URL, for programs that must not show a password on their command line."""
    from psycopg2.extensions import parse_dsn

    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    names |= {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}
    given = parse_dsn(libpq_url(url)) | ({"dbname": database} if database else {})
    return {names[key]: str(value) for key, value in given.items() if key in names}
