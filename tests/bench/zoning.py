"""Zoning parts of a parcel beside the same question in geopandas: an overlay on the parcel's window.

Zones are a jittered coverage over the parcels' area, so that most parcels of a border lie in two. geopandas has
parcels and zones in memory with their index built; ours asks the database each time.
"""

import json

from tests.bench import ground
from tests.bench.row import Row

PARCELS = 400
BATCH = 5_000

LOAD = """
import django; django.setup()
import sys
from pathlib import Path
import geopandas as gpd
import numpy as np
from gis.setup.places import VAR
from importers.services import ImportRequest, import_files
from layers.features.authority import OPERATOR
from tests.bench.make_parcels import ORIGIN, STEP_M, coverage

import tests.bench.make_parcels as ground
ground.STEP_M = 90.0
polygons = coverage(110, seed=3)
ground.STEP_M = STEP_M
path = VAR / "bench" / "zones.gpkg"
frame = gpd.GeoDataFrame({"chuc_nang": np.array(["O", "TM", "CX", "GD"])[np.arange(len(polygons)) % 4],
    "ky_hieu_lo": [f"L{n}" for n in range(len(polygons))], "maHoSoQH": "bench"}, geometry=polygons, crs=9218)
path.unlink(missing_ok=True)
frame.to_file(path, layer="zones", driver="GPKG", engine="pyogrio")
import_files([ImportRequest(path, "zoning", storage_crs="EPSG:9218", by=OPERATOR)])
"""

OURS = """
import django; django.setup()
import json, sys, time
from layers.access.queries import public_view
from layers.planning.queries import parcel_zoning, parcels_zoning
ids, batch = json.loads(sys.argv[1]), int(sys.argv[2])
parcel_zoning(public_view(), ids[0])
began = time.perf_counter()
found = [parcel_zoning(public_view(), i) for i in ids]
single = time.perf_counter() - began
began = time.perf_counter()
count = sum(1 for _ in parcels_zoning(public_view(), range(1, batch + 1)))
many = time.perf_counter() - began
print(json.dumps({"single": len(ids) / single, "batch": count / many, "parts": sum(len(f.parts) for f in found)}))
"""

PEER = """
import json, sys, time
import geopandas as gpd
ids, batch = json.loads(sys.argv[1]), int(sys.argv[2])
parcels = gpd.read_file(sys.argv[3], engine="pyogrio")
zones = gpd.read_file(sys.argv[4], engine="pyogrio")
zones.sindex
def ask(rows):
    window = zones.iloc[zones.sindex.query(rows.union_all() if len(rows) == 1 else rows.union_all().envelope)]
    parts = gpd.overlay(rows, window, how="intersection", keep_geom_type=True)
    return parts.assign(area=parts.area)
ask(parcels.iloc[[0]])
began = time.perf_counter()
parts = sum(len(ask(parcels.iloc[[i - 1]])) for i in ids)
single = time.perf_counter() - began
began = time.perf_counter()
ask(parcels.iloc[:batch])
many = time.perf_counter() - began
print(json.dumps({"single": len(ids) / single, "batch": batch / many, "parts": parts}))
"""


def rows(url: str) -> list[Row]:
    """One parcel at a time, and a batch of them in one call."""
    ground.python(["-c", LOAD], url)
    ids = json.dumps([1 + 754 * n % 302_500 for n in range(PARCELS)])
    ours = json.loads(ground.python(["-c", OURS, ids, str(BATCH)], url))
    files = [ground.geopackage(), ground.FOLDER / "zones.gpkg"]
    peer = json.loads(ground.python(["-c", PEER, ids, str(BATCH), *files], url))
    note = f"{ours['parts']} parts against {peer['parts']}"
    return [
        Row("parcel-zoning, one parcel", ours["single"], peer["single"], "geopandas overlay", note),
        Row(f"parcel-zoning, {BATCH:,} parcels", ours["batch"], peer["batch"], "geopandas overlay", ""),
    ]
