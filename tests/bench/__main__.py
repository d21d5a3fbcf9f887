"""`./dothi bench`: everything in one run, printed as a table or as JSON and kept in docs/reference/benchmarks.md."""

import argparse
import json
import os
import platform
import shutil
import sys
from collections.abc import Callable
from datetime import date

from gis.setup import downloads
from gis.setup.places import ROOT
from gis.setup.steps import timed
from gis.setup.terminal import say
from tests.bench import access, differences, ground, limits, loads, peers, reading, whole_layers, zoning
from tests.bench.row import Row, table

PAGE = ROOT / "docs" / "reference" / "benchmarks.md"
PARTS = ("import", "read", "access", "limits")


def main() -> None:
    parser = argparse.ArgumentParser(prog="dothi bench")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--seconds", type=int, default=10, help="length of each measurement over HTTP")
    parser.add_argument("--keep", action="store_true", help="write the table to docs/reference/benchmarks.md")
    asked = parser.parse_args()
    _prepare()
    rows: list[Row] = []
    for name, measure in _parts(asked.seconds).items():
        if asked.only in (None, name):
            with timed(f"Measuring: {name}"):
                rows += measure()
    text = table(rows)
    if asked.keep:
        PAGE.write_text(_page(text))
    sys.stdout.write((json.dumps({"rows": [row.as_json() for row in rows]}) if asked.json else text) + "\n")


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


def _page(text: str) -> str:
    return f"""# Benchmarks

Measured on {date.today():%Y-%m-%d} by `./dothi bench --keep` in one run on one machine ({_machine()}), 302,500 parcels
in VN-2000 / TM-3 108°30' (`tests/bench/make_parcels.py`), wrk with 8 connections. Rates are per second; what counts is
the ratio, ours / peer, for absolute figures differ from machine to machine.

{text}

- The peers serve one table with a GiST index in EPSG:4326 and needn't transform; ours transforms from VN-2000.
- *bare pipeline*: read, validate, COPY, insert, spatial index. *ready to serve*: every column, index, trigger,
  history, commune and catalog entry.
- *with history*: into a layer that has its triggers, beside the same load with them off.
- Rows with a limit stand for the slowest answer of all that were asked; a ratio of 1 or more holds the limit.
- *tipg* uses our cluster, which is set up for a map server; *tipg, PostgreSQL's own settings* has JIT and parallel
  workers as PostgreSQL brings them.
- *PostgreSQL itself* is pgbench with 8 clients on the very statements that we send for 120 boxes: the limit line.
"""


if __name__ == "__main__":
    main()
