"""Import of 302,500 features beside ogr2ogr: the same file into the same CRS on the same server, best of three each.

Then what history costs: into a layer that is there, beside the same without the triggers that keep it.
"""

import json
import os
import subprocess
import time
from pathlib import Path

import dj_database_url

from tests.bench import ground
from tests.bench.row import Row

TRIES = 3


def rows() -> list[Row]:
    found = []
    for name, path in (("GeoPackage", ground.geopackage()), ("Shapefile", ground.shapefile())):
        runs = {"ogr": [], "bare": [], "ready": []}
        for _ in range(TRIES):  # in turns, so that what else the machine does falls on all
            runs["ogr"].append(ogr2ogr(path))
            for way in ("bare", "ready"):
                runs[way].append(load_once(way, path))
        peer = max(run["count"] / run["seconds"] for run in runs["ogr"])
        for way, title in (("bare", "bare pipeline"), ("ready", "ready to serve")):
            best = max(runs[way], key=lambda run: run["count"] / run["seconds"])
            memory = max(run["memory_mb"] for run in runs[way])
            note = f"{best['seconds']:.1f} s against {peer and best['count'] / peer:.1f} s, {memory:.0f} MB"
            found.append(Row(f"import {name}, {title}", best["count"] / best["seconds"], peer, "ogr2ogr", note))
    found.append(_history())
    ground.drop("dothi_bench_load")
    return found


def _history() -> Row:
    runs: dict[str, list[dict[str, float]]] = {"again": [], "again-untold": []}
    for _ in range(TRIES):
        for way, tries in runs.items():
            tries.append(load_once(way, ground.geopackage()))
    ours, peer = (min(tries, key=lambda run: run["seconds"]) for tries in runs.values())
    note = f"{ours['seconds']:.1f} s against {peer['seconds']:.1f} s"
    rates = [run["count"] / run["seconds"] for run in (ours, peer)]
    return Row("import into a layer in use, with history", *rates, "the same without", note)


def load_once(way: str, *paths: Path) -> dict[str, float]:
    found: dict[str, float] = json.loads(
        ground.python(["-m", "tests.bench.load_once", way, *paths], ground.fresh("dothi_bench_load"))
    )
    return found


def ogr2ogr(path: Path, to: int = ground.EPSG) -> dict[str, float]:
    url = ground.fresh("dothi_bench_load")
    parts = dj_database_url.parse(url)
    target = f"PG:host={parts['HOST']} port={parts['PORT']} user={parts['USER']} dbname={parts['NAME']}"
    began = time.perf_counter()
    subprocess.run(
        [
            "ogr2ogr",
            "-f",
            "PostgreSQL",
            target,
            path,
            "-nln",
            "peer",
            "-nlt",
            "PROMOTE_TO_MULTI",
            *(["-a_srs"] if to == ground.EPSG else ["-s_srs", f"EPSG:{ground.EPSG}", "-t_srs"]),
            f"EPSG:{to}",
        ],
        env={**os.environ, "PG_USE_COPY": "YES", "PGPASSWORD": parts["PASSWORD"]},
        check=True,
        capture_output=True,
    )
    seconds = time.perf_counter() - began
    with ground.session(url) as cursor:
        cursor.execute("SELECT count(*) FROM peer")
        return {"count": cursor.fetchone()[0], "seconds": seconds}
