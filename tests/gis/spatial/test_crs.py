"""VN-2000 to a millimetre of EPSG:6960, by every way a coordinate can take."""

import csv
from pathlib import Path

import pyproj
import pytest
from django.contrib.gis.db.models.functions import Transform
from django.contrib.gis.geos import Point
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from pyproj.transformer import TransformerGroup

from gis.errors import CrsRefused
from gis.spatial.crs import (
    CRS84,
    WGS84,
    Crs,
    bounds_in_degrees,
    covers_vietnam,
    epsg_of,
    identify,
    parse_crs,
    srid_of,
    transformer,
)
from gis.spatial.vn2000 import SYSTEMS
from layers.features.derived_model import derive_model
from layers.features.services import create_layer

MERIDIANS = Path(__file__).parents[3] / "layers" / "administration" / "data" / "vn2000_province_meridians.csv"
MILLIMETRE = 0.001


def _provinces() -> list[tuple[str, int]]:
    """Every province's system before and after July 2025."""
    with MERIDIANS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    old = {(f"{row['old_province']} (old)", int(row["old_epsg"])) for row in rows}
    new = {(f"{row['new_province']} (new)", int(row["new_epsg"])) for row in rows}
    return sorted(old | new)


POINTS = [
    (name, epsg, 500_000 + 7_000 * (n % 9 - 4), 950_000 + 16_500 * n) for n, (name, epsg) in enumerate(_provinces())
]
POINTS += [("UTM 48N", 3405, 620_123.456, 1_214_000.5), ("UTM 49N", 3406, 310_000.25, 1_350_000.75)]


def official_operation(epsg: int) -> pyproj.Transformer:
    """The one operation that EPSG numbers 6960 ("VN-2000 to WGS 84 (2)")."""
    group = TransformerGroup(f"EPSG:{epsg}", "EPSG:4326", always_xy=True)
    return next(t for t in group.transformers if "VN-2000 to WGS 84 (2)" in t.description)


def official(epsg: int, x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude by it."""
    return official_operation(epsg).transform(x, y)


def metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    return pyproj.Geod(ellps="WGS84").inv(*a, *b)[2]


def test_every_system_that_a_province_uses_is_pinned() -> None:
    assert {epsg for _, epsg in _provinces()} <= set(SYSTEMS)
    assert len(_provinces()) == 63 + 34


@pytest.mark.parametrize(("name", "epsg", "x", "y"), POINTS, ids=[f"{name} {epsg}" for name, epsg, _, _ in POINTS])
def test_pyproj_goes_the_official_way(name: str, epsg: int, x: float, y: float) -> None:
    there = transformer(epsg, WGS84).transform(x, y)
    assert metres(there, official(epsg, x, y)) < MILLIMETRE
    back = transformer(WGS84, epsg).transform(*there)
    assert back == pytest.approx(official_operation(epsg).transform(*there, direction="INVERSE"), abs=MILLIMETRE)
    # Without heights the way back begins on another ellipsoid's surface: EPSG:6960 itself loses a millimetre so.
    assert back == pytest.approx((x, y), abs=2 * MILLIMETRE)


@pytest.mark.django_db
def test_postgis_goes_the_official_way() -> None:
    with connection.cursor() as cursor:
        for _, epsg, x, y in POINTS:
            cursor.execute(
                "SELECT ST_X(p), ST_Y(p) FROM (SELECT ST_Transform(ST_SetSRID(ST_MakePoint(%s, %s), %s), 4326) p) t",
                [x, y, srid_of(epsg)],
            )
            assert metres(cursor.fetchone(), official(epsg, x, y)) < MILLIMETRE


@pytest.mark.django_db
def test_the_orm_goes_the_official_way(describe) -> None:
    for epsg in SYSTEMS:
        create_layer(describe(f"points_{epsg}", kind="point", epsg=epsg))
        model = derive_model(describe(f"points_{epsg}", kind="point", epsg=epsg))
        x, y = (107.1, 11.2) if epsg == 4756 else (487_654.321, 1_234_567.891)
        model.objects.create(
            public_id=1,
            valid_from="2026-01-01",
            version=1,
            recorded_from="2026-01-01T00:00Z",
            geom=Point(x, y, srid=srid_of(epsg)),
        )
        found = model.objects.annotate(there=Transform("geom", WGS84)).get().there
        assert metres((found.x, found.y), official(epsg, x, y)) < MILLIMETRE


@pytest.mark.django_db
def test_the_stock_operation_is_another() -> None:
    """Why the twins exist: around Biên Hòa the stock number is 0.8 m off."""
    x, y = 398_000.0, 1_211_000.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM spatial_ref_sys WHERE auth_name = 'DOTHI'")
        assert cursor.fetchone()[0] == len(SYSTEMS)
    stock = pyproj.Transformer.from_crs("EPSG:5899", "EPSG:4326", always_xy=True).transform(x, y)
    assert 0.7 < metres(stock, official(5899, x, y)) < 0.9
    assert metres(transformer(5899, WGS84).transform(x, y), official(5899, x, y)) < MILLIMETRE


@given(st.sampled_from(sorted(SYSTEMS)))
def test_numbers_map_to_twins_and_back(epsg: int) -> None:
    assert epsg_of(srid_of(epsg)) == epsg
    assert srid_of(epsg) == 900_000 + epsg


@pytest.mark.parametrize("epsg", [4326, 3857, 28992])
def test_other_numbers_stay(epsg: int) -> None:
    assert srid_of(epsg) == epsg == epsg_of(epsg)


@pytest.mark.parametrize(
    "text",
    [
        "EPSG:9210", "epsg:9210", "9210", "[EPSG:9210]", " EPSG:9210 ", "http://www.opengis.net/def/crs/EPSG/0/9210",
        "https://www.opengis.net/def/crs/EPSG/9.9.1/9210", "urn:ogc:def:crs:EPSG::9210", "urn:ogc:def:crs:EPSG:9.9:9210",
    ],
)  # fmt: skip
def test_every_form_of_an_epsg_number_is_read(text: str) -> None:
    assert parse_crs(text) == Crs(9210)


@pytest.mark.parametrize(
    "text", ["CRS84", "OGC:CRS84", CRS84.uri, CRS84.uri.replace("http", "https"), "urn:ogc:def:crs:OGC:1.3:CRS84"]
)
def test_crs84_is_read(text: str) -> None:
    assert parse_crs(text) == CRS84


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing"),
        ("VN2000", "a name"),
        ("EPSG:", "no number"),
        ("EPSG:1", "too short"),
        ("EPSG:999999", "not in EPSG"),
        ("EPSG:909218", "a twin's number stays inside"),
        ("EPSG:9218; DROP TABLE", "more than a number"),
        ("9" * 200, "too long"),
    ],
)
def test_what_is_no_system_is_refused(text: str, why: str) -> None:
    with pytest.raises(CrsRefused) as refused:
        parse_crs(text)
    assert refused.value.code == "E-CRS-01", why


@pytest.mark.parametrize("epsg", sorted(SYSTEMS))
@pytest.mark.parametrize("version", ["WKT1_ESRI", "WKT1_GDAL", "WKT2_2019"])
def test_a_prj_of_vn2000_is_known_without_an_epsg_number(epsg: int, version: str) -> None:
    wkt = pyproj.CRS.from_epsg(epsg).to_wkt(version)
    assert identify(wkt) == Crs(epsg)
    assert identify(wkt.replace(f'AUTHORITY["EPSG","{epsg}"]', "").replace(f'ID["EPSG",{epsg}]', "")) == Crs(epsg)


def test_our_own_definition_is_known() -> None:
    for system in SYSTEMS.values():
        assert identify(system.wkt1) == Crs(system.epsg)


@pytest.mark.parametrize(
    ("epsg", "north_first"), [(4326, True), (4756, True), (9210, False), (3405, False), (28992, False), (2044, True)]
)
def test_axis_order_is_the_authoritys(epsg: int, north_first: bool) -> None:
    assert Crs(epsg).north_first is north_first
    assert not CRS84.north_first


def test_vietnam_reaches_its_archipelagos() -> None:
    assert covers_vietnam((111.0, 16.0, 113.0, 17.0))
    assert covers_vietnam((113.0, 8.0, 115.0, 10.0))
    assert not covers_vietnam((4.0, 51.0, 5.0, 52.0))


def test_bounds_become_degrees() -> None:
    west, south, east, north = bounds_in_degrees((397_000, 1_210_000, 399_000, 1_212_000), 5899)
    assert 106.8 < west < east < 106.84
    assert 10.93 < south < north < 10.97
