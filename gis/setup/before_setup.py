"""Answers that must not cost a set-up: help, version and status of a tree where nothing was set up yet."""

import json
import sys
from collections.abc import Sequence

from gis import __version__
from gis.setup.terminal import local


def answer(arguments: Sequence[str]) -> int:
    """Print the answer and give the exit code."""
    command = next((word for word in arguments if not word.startswith("-")), "help")
    if command == "version" or "--version" in arguments:
        sys.stdout.write(f"{json.dumps({'version': __version__}) if '--json' in arguments else __version__}\n")
        return 0
    if command == "status":
        return _status(as_json="--json" in arguments)
    sys.stdout.write(_help())
    return 0 if command == "help" or {"--help", "-h"} & set(arguments) else 2


def _status(as_json: bool) -> int:
    nothing = {"running": False, "url": None, "ogc_url": None, "database_url": None, "version": __version__}
    text = local("Not set up yet. Run ./dothi demo.", "Chưa cài đặt. Hãy chạy ./dothi demo.")
    sys.stdout.write(f"{json.dumps(nothing) if as_json else text}\n")
    return 1


def _help() -> str:
    return local(
        "Nothing is set up here yet.\n\n"
        "  ./dothi demo     set everything up, load the demo and serve it\n"
        "  ./dothi serve    set everything up and serve an empty catalog\n"
        "  ./dothi test     set everything up and run every check and test\n\n"
        "After that, ./dothi help lists every command.\n",
        "Chưa có gì được cài đặt ở đây.\n\n"
        "  ./dothi demo     cài đặt, nạp dữ liệu mẫu và chạy hệ thống\n"
        "  ./dothi serve    cài đặt và chạy hệ thống với danh mục trống\n"
        "  ./dothi test     cài đặt và chạy mọi phép kiểm tra\n\n"
        "Sau đó, ./dothi help liệt kê mọi lệnh.\n",
    )
