"""JSON-FG 1.0, by its requirements, and as GDAL's driver reads it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyogrio
import pytest
import shapely
from django.test import Client

from layers.catalog.queries.layers import forget as forget_catalog
from layers.features.services import create_layer
from tests.layers.features.rows import insert_square

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
VN2000 = "http://www.opengis.net/def/crs/EPSG/0/5899"
DEGREES = "http://www.opengis.net/def/crs/EPSG/0/4326"
CORE = "http://www.opengis.net/spec/json-fg-1/1.0/conf/core"
SPANS = {
    1: ("-infinity", None, None),
    2: ("2026-01-01", None, {"interval": ["2026-01-01", ".."]}),
    3: ("2026-01-01", "2100-01-01", {"interval": ["2026-01-01", "2099-12-31"]}),
    4: ("-infinity", "2100-03-01", {"interval": ["..", "2100-02-28"]}),
}
"""By id: from, until (the first day on which it isn't valid any more), and what JSON-FG says."""


@pytest.fixture
def ask(db: Any, describe: Any) -> Iterator[Any]:
    plots = describe()
    create_layer(plots)
    forget_catalog()
    for at, (since, until, _) in enumerate(SPANS.values()):
        insert_square(plots, at, name=f"thửa {at}", valid_from=since, valid_to=until)

    def answer(**asked: str) -> Any:
        found = Client().get("/ogc/collections/plots/items", {"f": "jsonfg", **asked})
        assert found.status_code == 200 and found.headers["Content-Type"] == "application/vnd.ogc.fg+json"
        return found.json()

    yield answer


def test_metadata_and_types(ask: Any) -> None:
    """/req/core/metadata, /req/types-schemas/feature-type and geometry-dimension."""
    document = ask()
    declared = set(Client().get("/ogc/conformance", {"f": "json"}).json()["conformsTo"])
    assert CORE in document["conformsTo"] and set(document["conformsTo"]) <= declared
    assert (document["featureType"], document["geometryDimension"]) == ("plots", 2)
    for one in document["features"]:
        assert {"type", "id", "time", "place", "geometry", "properties"} == one.keys()


def test_time(ask: Any) -> None:
    """/req/core/interval: days, the last of which belongs to it."""
    assert {one["id"]: one["time"] for one in ask()["features"]} == {id_: said for id_, (_, _, said) in SPANS.items()}


@pytest.mark.parametrize("crs", [CRS84, VN2000, DEGREES])
def test_place_and_geometry(ask: Any, crs: str) -> None:
    """/req/core/place, fallback, axis-order: the same coordinates as GeoJSON in that system, in the one place or the
    other."""
    document = ask(crs=crs)
    plain = Client().get("/ogc/collections/plots/items", {"crs": crs}).json()
    used, empty = ("geometry", "place") if crs == CRS84 else ("place", "geometry")
    assert document.get("coordRefSys", CRS84) == crs
    for one, other in zip(document["features"], plain["features"], strict=True):
        assert one[used] == other["geometry"] and one[empty] is None
        assert one["properties"] == other["properties"]


def test_gdal_reads_it(ask: Any, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps(ask(crs=VN2000)))
    meta, table = pyogrio.read_arrow(tmp_path / "x.json")
    assert meta["crs"] == "EPSG:5899" and table.num_rows == 4
    shape = shapely.from_wkb(table.column(meta["geometry_name"] or "wkb_geometry").to_pylist()[0])
    assert shape.bounds == (400_000, 1_210_000, 400_010, 1_210_010)
