"""Each encoding, read with tools that aren't ours, says what GeoJSON says: ids, values with their types, places."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely
from django.db import connection
from django.test import Client

from gis.spatial.crs import Crs
from gis.spatial.kinds import GeometryKind
from layers.access.queries import forget
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from layers.catalog.services import summarise_layer
from layers.features.queries import extent_and_count
from layers.features.services import create_layer
from tests import databases

VALUES: dict[str, tuple[FieldType, list[Any]]] = {
    "ten": (FieldType.TEXT, ["Thửa đất “số 1”, Trấn Biên", "=HYPERLINK(\"x\")", "hai\ndòng", "-12", None]),
    "so": (FieldType.INTEGER, [1, -2, 2**53 + 1, 0, None]),
    "dien_tich": (FieldType.DECIMAL, [1234.5, -0.001, 0.1, 1e-9, None]),
    "dung": (FieldType.BOOLEAN, [True, False, True, False, None]),
    "ngay": (FieldType.DATE, [date(2026, 11, 25), date(1975, 4, 30), date(2000, 2, 29), date(2026, 1, 1), None]),
    "luc": (
        FieldType.TIME,
        [datetime(2026, 11, 25, 17, 0, 1, 250_000, UTC), *[datetime(1999, 12, 31, 23, 59, 59, 0, UTC)] * 3, None],
    ),
    "loai": (FieldType.TEXT, ["ODT", "ODT+CLN", "@x", "+84", ""]),
}  # fmt: skip
SHAPES = {
    GeometryKind.POLYGON: "ST_Multi(ST_Difference(ST_MakeEnvelope(%(x)s, %(y)s, %(x)s + 10, %(y)s + 10),"
    " ST_MakeEnvelope(%(x)s + 2, %(y)s + 2, %(x)s + 3.123456789, %(y)s + 3)))",
    GeometryKind.LINE: "ST_Collect(ST_MakeLine(ST_MakePoint(%(x)s, %(y)s), ST_MakePoint(%(x)s + 9, %(y)s + 1)),"
    " ST_MakeLine(ST_MakePoint(%(x)s, %(y)s + 5), ST_MakePoint(%(x)s + 9, %(y)s + 7)))",
    GeometryKind.POINT: "ST_MakePoint(%(x)s, %(y)s)",
}
LAYERS = {"plots": GeometryKind.POLYGON, "pipes": GeometryKind.LINE, "lights": GeometryKind.POINT}
VN2000 = "http://www.opengis.net/def/crs/EPSG/0/9217"
SYSTEMS = ["", VN2000, "http://www.opengis.net/def/crs/EPSG/0/4326"]
ZONE = 9217


@pytest.fixture(scope="module")
def client(template_database: str, django_db_blocker: Any) -> Iterator[Client]:
    """A database with a layer of each kind of geometry, each with five features and every type of value."""
    name = f"{template_database}_encodings"
    with django_db_blocker.unblock():
        databases.clone(template_database, name)
        with databases.connected_to(name):
            for layer, kind in LAYERS.items():
                _make(layer, kind)
            forget()
            yield Client()
        databases.drop(name)


def _make(name: str, kind: GeometryKind) -> None:
    fields = [
        FieldDescription(one, Title(f"Trường {one}", f"Field {one}"), kind_) for one, (kind_, _) in VALUES.items()
    ]
    described = LayerDescription(name, Title(f"Lớp {name}", f"Layer {name}"), "land", kind, fields, storage_epsg=ZONE)
    create_layer(described)
    columns = ", ".join(VALUES)
    with connection.cursor() as cursor:
        for at in range(5):
            values = {one: listed[at] for one, (_, listed) in VALUES.items()}
            places = ", ".join(f"%({one})s" for one in VALUES)
            cursor.execute(
                f"INSERT INTO feature.{name} (valid_from, valid_to, geom, {columns}) VALUES (%(since)s, %(until)s,"
                f" ST_SetSRID({SHAPES[kind]}, 909217), {places})",
                {
                    **values, "x": 500_000.123456 + 20 * at, "y": 1_210_000.0, "since": "-infinity" if at else "2026-01-01",
                    "until": "2100-01-01" if at == 1 else None,
                },
            )  # fmt: skip
    extent, count = extent_and_count(described)
    summarise_layer(name, extent=extent, feature_count=count)


def ask(client: Client, path: str, **asked: str) -> bytes:
    answer = client.get(f"/ogc/collections/{path}", {key: value for key, value in asked.items() if value})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200, content[:300]
    return content


def expected(client: Client, layer: str, **asked: str) -> list[dict[str, Any]]:
    return json.loads(ask(client, f"{layer}/items", f="json", limit="100", **asked))["features"]


def read(path: Path, content: bytes, crs: str) -> tuple[list[dict[str, Any]], list[shapely.Geometry]]:
    """What GDAL reads, as values of Python."""
    path.write_bytes(content)
    meta, table = pyogrio.read_arrow(path)
    shapes = shapely.from_wkb(table.column(meta["geometry_name"] or "wkb_geometry").to_numpy(zero_copy_only=False))
    rows = [
        {name: row[name] for name in row if name != (meta["geometry_name"] or "wkb_geometry")}
        for row in table.to_pylist()
    ]
    epsg = Crs(int(crs.rsplit("/", 1)[1])) if crs else Crs(4326)
    assert meta["crs"] == str(epsg)
    return rows, list(shapes)


def same_places(shapes: list[shapely.Geometry], features: list[dict[str, Any]], crs: str) -> None:
    """To what GeoJSON is rounded to; files have east first in every system."""
    flip = crs.endswith("/4326")
    for shape, feature in zip(shapes, features, strict=True):
        wanted = shapely.from_geojson(json.dumps(feature["geometry"]))
        if flip:
            wanted = shapely.transform(wanted, lambda xy: xy[:, ::-1])
        assert shape.geom_type == wanted.geom_type
        assert np.allclose(
            shapely.get_coordinates(shape),
            shapely.get_coordinates(wanted),
            rtol=0,
            atol=6e-4 if "9217" in crs else 6e-8,
        )


@pytest.mark.parametrize("crs", SYSTEMS)
@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("f", ["gpkg", "fgb"])
def test_files_of_gdal(client: Client, tmp_path: Path, layer: str, f: str, crs: str) -> None:
    features = expected(client, layer, crs=crs)
    rows, shapes = read(tmp_path / f"x.{f}", ask(client, f"{layer}/export", f=f, crs=crs), crs)
    same_places(shapes, features, crs)
    assert [row["id"] for row in rows] == [one["id"] for one in features]
    for at, row in enumerate(rows):
        for name, (kind, values) in VALUES.items():
            wanted, found = values[at], row[name]
            if f == "fgb" and wanted is not None and kind in (FieldType.DATE, FieldType.TIME):
                wanted = datetime(*wanted.timetuple()[:6], getattr(wanted, "microsecond", 0))
                found = found.replace(tzinfo=None)
            assert found == wanted, (f, name, found, wanted)


def test_the_title_of_a_field_goes_along(client: Client, tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "x.gpkg"
    path.write_bytes(ask(client, "plots/export", f="gpkg"))
    with sqlite3.connect(path) as database:
        names = dict(database.execute("SELECT column_name, name FROM gpkg_data_columns"))
        version, application = (
            database.execute(f"PRAGMA {one}").fetchone()[0] for one in ("user_version", "application_id")
        )
        title = database.execute("SELECT identifier FROM gpkg_contents").fetchone()[0]
        system = database.execute("SELECT srs_id FROM gpkg_contents").fetchone()[0]
        organisations = database.execute("SELECT organization FROM gpkg_spatial_ref_sys WHERE srs_id > 0").fetchall()
    assert names["dien_tich"] == "Trường dien_tich" and title == "Lớp plots"
    assert (version, application, system) == (10_300, 0x47504B47, 4326)
    assert {one for (one,) in organisations} == {"EPSG"}
    content = ask(client, "plots/export", f="fgb", lang="en")
    assert b"Field dien_tich" in content and b"Layer plots" in content


@pytest.mark.parametrize("crs", SYSTEMS)
@pytest.mark.parametrize("layer", LAYERS)
def test_a_spreadsheet(client: Client, layer: str, crs: str) -> None:
    """By Python's own reader; then by GDAL."""
    features = expected(client, layer, crs=crs)
    content = ask(client, f"{layer}/export", f="csv", crs=crs)
    assert content.startswith(b"\xef\xbb\xbfid,ten,") and content.count(b"\r\n") == 6
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    same_places([shapely.from_wkt(row["WKT"]) for row in rows], features, crs)
    for row, feature in zip(rows, features, strict=True):
        assert int(row["id"]) == feature["id"]
        for name, value in feature["properties"].items():
            if name == "luc" and value:
                assert datetime.fromisoformat(row[name]) == datetime.fromisoformat(value)
            else:
                assert row[name] == _cell(value), name


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value[:1] in ("=", "@"):
        return f"'{value}"
    return "" if value is None else str(value)


def test_gdal_reads_the_spreadsheet(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(ask(client, "plots/export", f="csv"))
    meta, table = pyogrio.read_arrow(path)
    assert list(meta["fields"])[:2] == ["id", "ten"] and meta["geometry_type"] != "None"
    assert table.column("ten").to_pylist()[0] == VALUES["ten"][1][0]


@pytest.mark.parametrize("f", ["ndjson", "geojsonseq"])
@pytest.mark.parametrize("layer", LAYERS)
def test_a_feature_a_line(client: Client, tmp_path: Path, layer: str, f: str) -> None:
    content = ask(client, f"{layer}/export", f=f)
    lines = content.decode().removesuffix("\n").split("\n")
    assert all(line.startswith("\x1e") == (f == "geojsonseq") for line in lines)
    assert [json.loads(line.lstrip("\x1e")) for line in lines] == expected(client, layer)
    (tmp_path / "x.geojsonl").write_bytes(content)
    _, table = pyogrio.read_arrow(tmp_path / "x.geojsonl")
    assert table.num_rows == 5


def test_the_whole_as_geojson_is_what_its_pages_are(client: Client) -> None:
    whole = json.loads(ask(client, "plots/export"))
    assert whole["features"] == expected(client, "plots")
    assert (whole["numberMatched"], whole["numberReturned"]) == (5, 5)


@pytest.mark.parametrize("f", ["csv", "fgb", "gpkg", "jsonfg", "ndjson", "geojsonseq"])
def test_a_page_goes_on_by_its_header(client: Client, tmp_path: Path, f: str) -> None:
    found, address = [], f"/ogc/collections/plots/items?f={f}&limit=2&lang=en"
    while address:
        answer = client.get(address)
        assert answer.headers["Content-Crs"] == "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
        path = tmp_path / f"{len(found)}.{f}"
        path.write_bytes(answer.content)
        if f in ("csv", "fgb", "gpkg"):
            found += [int(one) for one in pyogrio.read_arrow(path)[1].column("id").to_pylist()]
        elif f == "jsonfg":
            found += [one["id"] for one in answer.json()["features"]]
        else:
            found += [json.loads(line.strip("\x1e"))["id"] for line in answer.text.rstrip().split("\n")]
        following = [one for one in answer.headers["Link"].split(", ") if 'rel="next"' in one]
        address = following[0].partition(">")[0].removeprefix("<") if following else ""
    assert found == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("f", ["gpkg", "fgb", "csv"])
def test_filters_fields_and_no_geometry(client: Client, tmp_path: Path, f: str) -> None:
    asked = {"filter": "so > 0 AND dung = true", "properties": "so,ngay", "skipGeometry": "true"}
    path = tmp_path / f"x.{f}"
    path.write_bytes(ask(client, "plots/export", f=f, **asked))
    meta, table = pyogrio.read_arrow(path)
    rows = table.to_pylist()
    wanted = expected(client, "plots", **asked)
    assert [int(row["so"]) for row in rows] == [one["properties"]["so"] for one in wanted] == [1, 2**53 + 1]
    assert "ten" not in meta["fields"] and all(one["geometry"] is None for one in wanted)
    shapes = table.column(meta["geometry_name"] or "wkb_geometry") if f != "csv" else []
    assert not any(shape.as_py() for shape in shapes)
