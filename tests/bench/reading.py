"""Reading over HTTP: the same requests to each server in turn by wrk, 8 connections, one thread."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.bench import peers
from tests.bench.limit import postgresql_rate
from tests.bench.row import Row

SCRIPT = Path(__file__).with_name("requests.lua")
SMALL, HALF = "0.01", "0.064"
"""Boxes in degrees: about 3,700 parcels, and over half the layer."""


@dataclass(frozen=True)
class Work:
    """One kind of request: its wrk mode, box, and the path each server answers it under."""

    title: str
    mode: str
    box: str
    paths: dict[str, str]


WARM_LIMIT = 1_000.0
"""Tiles a second that are kept."""
UNTUNED = "tipg, PostgreSQL's own settings"
ITEMS = {
    "dothi": "/ogc/collections/parcels/items?limit=100&bbox={bbox}",
    "tipg": f"/collections/public.{peers.TABLE}/items?limit=100&bbox={{bbox}}",
    "pygeoapi": f"/collections/{peers.TABLE}/items?f=json&limit=100&bbox={{bbox}}",
}
WORKS = (
    Work("items, 100 in a small box", "items", SMALL, ITEMS),
    Work("items, 100 in a box over half the layer", "items", HALF, ITEMS),
    Work(
        "single item", "one", SMALL,
        {
            "dothi": "/ogc/collections/parcels/items/{id}",
            "tipg": f"/collections/public.{peers.TABLE}/items/{{id}}",
            "pygeoapi": f"/collections/{peers.TABLE}/items/{{id}}?f=json",
        },
    ),
    Work(
        "search, a parcel by sheet and number", "search", SMALL,
        {
            "dothi": "/api/search?q={sheet}/{number}",
            "tipg": f"/collections/public.{peers.TABLE}/items?so_to={{sheet}}&so_thua={{number}}",
            "pygeoapi": f"/collections/{peers.TABLE}/items?f=json&so_to={{sheet}}&so_thua={{number}}",
        },
    ),
    Work(
        "tile z16, cold", "tile", SMALL,
        {
            "dothi": "/ogc/collections/parcels/tiles/WebMercatorQuad/{z}/{y}/{x}?f=mvt",
            "tipg": f"/collections/public.{peers.TABLE}/tiles/WebMercatorQuad/{{z}}/{{x}}/{{y}}",
            UNTUNED: f"/collections/public.{peers.TABLE}/tiles/WebMercatorQuad/{{z}}/{{x}}/{{y}}",
        },
    ),
)  # fmt: skip
COLD = WORKS[-1]


def rows(url: str, seconds: int) -> list[Row]:
    """Every work on every server, one server at a time, and PostgreSQL's own rate for our statement."""
    rates: dict[tuple[str, str], tuple[float, str]] = {}
    limits: dict[str, float] = {}
    servers = {"dothi": peers.ours, "tipg": peers.tipg, UNTUNED: peers.tipg_untuned, "pygeoapi": peers.pygeoapi}
    for name, serve in servers.items():
        with serve(url) as address:
            for work in WORKS:
                if name in work.paths and not (name == "dothi" and work is COLD):
                    measured(address, work, name, 2)  # warm connections and caches
                    rates[work.title, name] = measured(address, work, name, seconds)
                if name == "dothi" and work.mode == "items":  # in the same minute: the machine's pace drifts
                    limits[work.title] = postgresql_rate(url, float(work.box), seconds)
    with peers.ours(url, DOTHI_TILE_CACHE_MB="0") as address:
        measured(address, COLD, "dothi", 2)
        rates[COLD.title, "dothi"] = measured(address, COLD, "dothi", seconds)
    found = [warm(url, seconds)]
    for work in WORKS:
        ours, note = rates[work.title, "dothi"]
        for name in list(work.paths)[1:]:
            found.append(Row(work.title, ours, rates[work.title, name][0], name, note))
        if limit := limits.get(work.title):
            found.append(Row(work.title, ours, limit, "PostgreSQL itself", "the limit line: pgbench, our statement"))
    return found


def warm(url: str, seconds: int) -> Row:
    """The same tiles, each asked for before, from workers that keep them."""
    with peers.ours(url) as address:
        measured(address, COLD, "dothi", max(4, seconds))
        rate, note = measured(address, COLD, "dothi", seconds)
    return Row("tile z16, warm", rate, WARM_LIMIT, f"limit of {WARM_LIMIT:,.0f} a second", note)


def measured(address: str, work: Work, name: str, seconds: int, *, bearer: str = "") -> tuple[float, str]:
    """Requests a second, and a note on how long they took; `bearer` is a key that is sent with each."""
    done = subprocess.run(
        ["wrk", "-t1", "-c8", f"-d{seconds}s", "--timeout", "30s", "-s", SCRIPT, address],
        env={**os.environ, "MODE": work.mode, "BOX": work.box, "PATH_TEMPLATE": work.paths[name], "BEARER": bearer},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = re.search(r"RESULT requests=(\d+) failed=(\d+) seconds=([\d.]+) p50=([\d.]+) p95=([\d.]+)", done.stdout)
    if found is None or int(found[1]) == 0 or int(found[2]) > 0:
        raise RuntimeError(f"{name}, {work.title}: {done.stdout[-800:]}")
    return int(found[1]) / float(found[3]), f"p50 {float(found[4]):.0f} ms, p95 {float(found[5]):.0f} ms"
