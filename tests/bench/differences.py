"""An update by key of 302,500 parcels of which one in a hundred changed; loads of other sizes, with their memory; and a
load into other coordinate systems beside ogr2ogr's.

`DOTHI_BENCH_LARGE=1` adds three million features.
"""

import os

from gis.spatial.crs import WGS84
from tests.bench import ground
from tests.bench.loads import TRIES, load_once, ogr2ogr
from tests.bench.row import Row

SIDES = {"100,000": 316, "302,500": ground.ROWS_A_SIDE, "1,000,000": 1000}
LARGE = {"3,000,000": 1732}
MEMORY_MB = 1024


def rows() -> list[Row]:
    found = [
        _update(),
        _reprojected("longitude and latitude", "bare-degrees", WGS84),
        _reprojected("another zone", "bare-another-zone", ground.OTHER_EPSG),
        *_sizes(),
    ]
    ground.drop("dothi_bench_load")
    return found


def _update() -> Row:
    """Beside loading the same file anew."""
    tries = [load_once("update", ground.geopackage(), ground.changed()) for _ in range(TRIES)]
    anew = [load_once("ready", ground.geopackage()) for _ in range(TRIES)]
    ours, peer = (min(runs, key=lambda run: run["seconds"]) for runs in (tries, anew))
    note = f"{ours['seconds']:.1f} s against {peer['seconds']:.1f} s, {ours['memory_mb']:.0f} MB"
    rates = (run["count"] / run["seconds"] for run in (ours, peer))
    return Row("update by key, one in a hundred changed", *rates, "the file loaded anew", note)


def _reprojected(title: str, way: str, to: int) -> Row:
    """The bare pipeline."""
    ours, peer = [], []
    for _ in range(TRIES):
        peer.append(ogr2ogr(ground.geopackage(), to=to))
        ours.append(load_once(way, ground.geopackage()))
    best, other = (max(run["count"] / run["seconds"] for run in runs) for runs in (ours, peer))
    return Row(f"import GeoPackage into {title}, bare pipeline", best, other, "ogr2ogr")


def _sizes() -> list[Row]:
    """The time per feature stays flat, and memory below its limit."""
    sides = SIDES | (LARGE if os.environ.get("DOTHI_BENCH_LARGE") else {})
    runs = {}
    for title, side in sides.items():
        tries = [load_once("ready", ground.geopackage(side)) for _ in range(TRIES if side < 1000 else 1)]
        runs[title] = min(tries, key=lambda run: run["seconds"])
    usual = runs["302,500"]["count"] / runs["302,500"]["seconds"]
    found = []
    for title, run in runs.items():
        note = f"{run['seconds']:.1f} s, {run['memory_mb']:.0f} MB of a limit of {MEMORY_MB:,} MB"
        found.append(Row(f"ready to serve, {title} features", run["count"] / run["seconds"], usual, "302,500", note))
    return found
