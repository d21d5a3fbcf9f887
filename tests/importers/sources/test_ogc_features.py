"""A collection of another OGC API: our own product as the other system, and services that behave otherwise."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import shapely

from gis.errors import DothiError
from gis.setup.places import ROOT
from importers.reading.process import read
from importers.services import ImportRequest, import_files
from importers.sources import ogc_features
from importers.sources.contract import Fetching, Limits
from importers.sources.geojson_pages import east_first
from layers.features.authority import OPERATOR
from tests.conftest import served
from tests.importers.services.files import EAST, NORTH, STREETS, geopackage, squares
from tests.importers.sources.web_server import serving

HERE = Limits(private_hosts=frozenset({"127.0.0.1"}))
MANY = 1_250
"""More than a page holds."""


def fetch(text: str, folder: Path, layer: str | None = None) -> Path:
    return ogc_features.fetch(Fetching(text, folder, layer, HERE)).path


@pytest.fixture
def other_system(own_database: str, tmp_path: Path) -> Any:
    """Parcels in another city's system, served."""
    frame = squares(MANY, SOTO=3, SOTHUA=range(1, MANY + 1), LOAIDAT="ODT", DIACHI=STREETS[0])
    path = geopackage(tmp_path, frame, "kia")
    import_files([ImportRequest(path, "parcels", by=OPERATOR)])
    with served(own_database) as address:
        yield address


def test_all_pages_come_in_the_system_they_are_stored_in(other_system: str, tmp_path: Path) -> None:
    path = fetch(f"{other_system}/ogc/collections/parcels", tmp_path)
    assert path.name == "parcels.geojson"
    with read(path, spool_dir=tmp_path / "spool") as spool:
        assert (spool.count, spool.metadata.crs_epsg, spool.metadata.crs_stated) == (MANY, 5899, True)
        first = shapely.from_wkb(spool.column("geometry")[0].as_py())
        assert spool.column("dia_chi")[0].as_py() == STREETS[0]
    assert first.bounds == pytest.approx((EAST, NORTH, EAST + 10, NORTH + 10), abs=0.006)


def test_the_command_takes_an_address_as_it_takes_a_file(other_system: str, own_database: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gis.cli", "import", f"{other_system}/ogc/collections/parcels", "--layer", "copied",
         "--template", "parcels", "--json"],
        cwd=ROOT, env={**os.environ, "DATABASE_URL": own_database, "DOTHI_FETCH_PRIVATE": "127.0.0.1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["imported"], report["crs"], report["source"]) == (MANY, "EPSG:5899", "parcels.geojson")
    from layers.catalog.queries.runs import get_run

    assert get_run(report["run"]).source == f"{other_system}/ogc/collections/parcels"


def test_the_list_of_collections_asks_which(other_system: str, tmp_path: Path) -> None:
    with pytest.raises(DothiError) as missing:
        fetch(f"{other_system}/ogc/collections", tmp_path, "khong_co")
    assert missing.value.code == "E-SOURCE-06"
    assert fetch(f"{other_system}/ogc/collections", tmp_path, "parcels").exists()


def page(*points: tuple[float, float], following: str | None = None) -> bytes:
    features = [
        {"type": "Feature", "properties": {"n": n}, "geometry": {"type": "Point", "coordinates": list(point)}}
        for n, point in enumerate(points)
    ]
    links = [{"rel": "next", "href": following}] if following else []
    return json.dumps({"type": "FeatureCollection", "features": features, "links": links}).encode()


COLLECTION = json.dumps({"id": "a", "storageCrs": "http://www.opengis.net/def/crs/EPSG/0/5899"}).encode()


def answering(*pages: tuple[dict[str, str], bytes]) -> Any:
    left = iter(pages)
    return lambda path: (200, *next(left)) if "/items" in path else (200, {}, COLLECTION)


def test_a_service_that_ignores_the_system_is_believed_what_it_says(tmp_path: Path) -> None:
    with serving(answering(({}, page((106.8, 10.9))))) as (address, asked):
        document = json.loads(fetch(f"{address}/collections/a", tmp_path).read_text())
    assert "crs" not in document
    assert document["features"][0]["geometry"]["coordinates"] == [106.8, 10.9]
    assert "crs=http" in asked[-1][0]


def test_north_first_becomes_east_first(tmp_path: Path) -> None:
    header = {"Content-Crs": "<http://www.opengis.net/def/crs/EPSG/0/4326>"}
    with serving(answering((header, page((10.9, 106.8))))) as (address, _):
        document = json.loads(fetch(f"{address}/collections/a", tmp_path).read_text())
    assert document["features"][0]["geometry"]["coordinates"] == [106.8, 10.9]


def test_own_filters_stay_and_next_is_followed(tmp_path: Path) -> None:
    pages = [({}, page((1, 2), following="items?after=1")), ({}, page((3, 4)))]
    with serving(answering(*pages)) as (address, asked):
        path = fetch(f"{address}/x/collections/a/items?so_to=7&f=html", tmp_path)
    assert len(json.loads(path.read_text())["features"]) == 2
    assert "so_to=7" in asked[1][0]
    assert "f=html" not in asked[1][0]
    assert asked[2][0] == "/x/collections/a/items?after=1"


@pytest.mark.parametrize(
    "pages",
    [
        [({}, b"<html>")],
        [({}, b"[]")],
        [({}, b"{}")],
        [({}, b'{"features": [1]}')],
        [({}, b'{"features": [{"geometry": {"type": "Point", "coordinates": [NaN, 1]}}]}')],
        [({"Content-Crs": "<http://example.org/crs/1>"}, page((1, 2)))],
        [({}, page((1, 2), following="items?x=1"))] * 3,
    ],
    ids=["html", "list", "no features", "no objects", "NaN", "unknown system", "no end"],
)
def test_what_isnt_the_standard_is_refused(tmp_path: Path, pages: list) -> None:
    with serving(answering(*pages)) as (address, _), pytest.raises(DothiError) as refused:
        fetch(f"{address}/collections/a", tmp_path)
    assert refused.value.code == "E-SOURCE-04"


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"type": "Point", "coordinates": [1, 2]}, {"type": "Point", "coordinates": [2, 1]}),
        ({"type": "Point", "coordinates": [1, 2, 3]}, {"type": "Point", "coordinates": [2, 1, 3]}),
        ({"type": "Point", "coordinates": []}, {"type": "Point", "coordinates": []}),
        (
            {"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [1, 2]]]},
            {"type": "Polygon", "coordinates": [[[2, 1], [4, 3], [2, 1]]]},
        ),
        (
            {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [1, 2]}]},
            {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [2, 1]}]},
        ),
        (None, None),
    ],
)
def test_positions_are_turned_at_every_depth(given: Any, wanted: Any) -> None:
    assert east_first(given) == wanted
