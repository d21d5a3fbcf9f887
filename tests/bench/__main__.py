"""`./dothi bench`: everything in one run, printed as a table or as JSON and kept in docs/reference/benchmarks.md."""

import argparse
import json
import os
import platform
import shutil
import sys
from collections.abc import Callable

from gis.setup import downloads
from gis.setup.steps import timed
from gis.setup.terminal import say
from tests.bench import access, differences, ground, limits, loads, page, peers, reading, whole_layers, zoning
from tests.bench.row import Row, table

PARTS = ("import", "read", "access", "limits")


def main() -> None:
    parser = argparse.ArgumentParser(prog="dothi bench")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--seconds", type=int, default=10, help="length of each measurement over HTTP")
    parser.add_argument("--keep", action="store_true", help="write what was measured to docs/reference/benchmarks.md")
    asked = parser.parse_args()
    _prepare()
    parts: dict[str, list[Row]] = {}
    for name, measure in _parts(asked.seconds).items():
        if asked.only in (None, name):
            with timed(f"Measuring: {name}"):
                parts[name] = measure()
    if asked.keep:
        page.keep({name: table(rows) for name, rows in parts.items()}, _machine())
    rows = [row for part in parts.values() for row in part]
    sys.stdout.write((json.dumps({"rows": [row.as_json() for row in rows]}) if asked.json else table(rows)) + "\n")


def _parts(seconds: int) -> dict[str, Callable[[], list[Row]]]:
    return {
        "import": lambda: [*loads.rows(), *differences.rows()],
        "read": lambda: _read(seconds),
        "access": access.rows,
        "limits": limits.rows,
    }


def _read(seconds: int) -> list[Row]:
    url = ground.fresh("dothi_bench")
    ground.python(["-m", "tests.bench.load_once", "ready", ground.geopackage()], url)
    peers.load(url)
    try:
        return [*reading.rows(url, seconds), *whole_layers.rows(url), *zoning.rows(url)]
    finally:
        ground.drop("dothi_bench")


def _prepare() -> None:
    missing = [package for program, package in (("wrk", "wrk"), ("ogr2ogr", "gdal-bin")) if not shutil.which(program)]
    if missing:
        with timed("Installing system packages"):
            downloads.apt_install(missing)
    with timed("Preparing peers and data"):
        peers.install()
        ground.geopackage()
        ground.shapefile()
    say(f"  {_machine()}")


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}, {platform.machine()}"


if __name__ == "__main__":
    main()
