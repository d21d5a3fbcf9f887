"""`./dothi shell`: Python with the project's models."""

import signal

import click

from gis.cli.project import database_ready
from gis.setup.terminal import local


@click.command("shell", help=local("Open a Python shell on the database.", "Mở Python trên cơ sở dữ liệu."))
@click.option("-c", "code", help=local("Run this code and leave.", "Chạy đoạn mã này rồi thoát."))
def command(code: str | None) -> None:
    """Django's shell; Ctrl-C inside ends what runs, not the shell."""
    from django.core.management import call_command

    with database_ready():
        signal.signal(signal.SIGINT, signal.default_int_handler)
        call_command("shell", command=code, verbosity=0)
