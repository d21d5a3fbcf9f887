"""`./dothi watch`: what is put into a folder is imported by itself."""

import json
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from gis.cli.project import database_ready
from gis.errors import DothiError
from gis.setup.terminal import language, local, say

EVERY = 2.0


@click.command("watch", help=local("Import what is put into folders.", "Nhập các tệp được đặt vào thư mục."))
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--layer", help=local("The layer to fill.", "Lớp nhận dữ liệu."))
@click.option("--template", help=local("Template of a new layer.", "Mẫu của lớp mới."))
@click.option("--crs", help=local("Coordinate system of the files (EPSG:n).", "Hệ tọa độ của tệp (EPSG:n)."))
@click.option(
    "--option",
    "others",
    multiple=True,
    metavar="NAME=VALUE",
    help=local("Another option of import; VALUE as JSON.", "Tùy chọn nhập khác; VALUE ở dạng JSON."),
)
@click.option(
    "--settle",
    type=click.FloatRange(0),
    default=10.0,
    show_default=True,
    help=local("Seconds without change until a file is whole.", "Số giây không đổi thì coi là tệp đã đủ."),
)
@click.option("--once", is_flag=True, help=local("Until nothing is left to do.", "Chạy tới khi hết việc."))
def command(folders: tuple[Path, ...], others: tuple[str, ...], settle: float, once: bool, **options: Any) -> None:
    """Until Ctrl-C or SIGTERM. Imports are jobs: a worker has to run (`./dothi serve` or `./dothi jobs work`)."""
    given = {**{name: value for name, value in options.items() if value}, **_others(others)}
    with database_ready(), ExitStack() as stack:
        from importers.watching import WatchedFolder

        watched = [stack.enter_context(WatchedFolder(folder, given, settle)) for folder in folders]
        for one in watched:
            one.options()
            say(local(f"Watching {one.folder}", f"Đang theo dõi {one.folder}"))
        while True:
            busy = [_look(one) for one in watched]
            if once and not any(busy):
                return
            time.sleep(min(EVERY, settle or EVERY))


def _look(one: Any) -> bool:
    """Whether anything is left to do there."""
    from importers.watching.deliveries import taken, waiting

    try:
        for name, place in one.look():
            say(f"{name} → {place}" if place else local(f"{name} is taken", f"Đã nhận {name}"))
    except DothiError as refused:
        say(f"{refused.code} {refused.sentence(language())}")
    return bool(waiting(one.folder)) or any(True for _ in taken(one.folder))


def _others(pairs: tuple[str, ...]) -> dict[str, Any]:
    found = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        try:
            found[name] = json.loads(value)
        except ValueError:
            found[name] = value
    return found
