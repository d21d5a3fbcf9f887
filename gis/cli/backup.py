"""`./dothi backup FILE`."""

import time
from pathlib import Path

import click

from gis.cli.audited import record_in
from gis.cli.dump import write_dump
from gis.cli.options import force_option, json_option, report
from gis.cli.project import running_server
from gis.cluster.existing import libpq_url
from gis.errors import DothiError
from gis.setup.terminal import local


@click.command("backup", help=local("Write the whole database to FILE.", "Sao lưu toàn bộ cơ sở dữ liệu vào FILE."))
@click.argument("file", type=click.Path(path_type=Path))
@force_option(local("Replace FILE.", "Thay thế FILE nếu đã có."))
@json_option
def command(file: Path, force: bool, as_json: bool) -> None:
    """Works while it is being served; FILE is whole or not there."""
    if file.exists() and not (force and file.is_file()):
        raise DothiError("E-BACKUP-01", path=file)
    start = time.monotonic()
    with running_server() as url:
        write_dump(url, file)
        record_in(libpq_url(url), "database.backed_up", file.name, {"bytes": file.stat().st_size})
    seconds = round(time.monotonic() - start, 1)
    size = file.stat().st_size
    report({"file": file, "bytes": size, "seconds": seconds}, f"{file}: {size / 1e6:.1f} MB, {seconds} s", as_json)
