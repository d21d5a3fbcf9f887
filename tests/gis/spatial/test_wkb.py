"""Headers say the same as shapely and PostGIS do, whatever the byte order."""

import numpy as np
import pyarrow as pa
import pytest
import shapely
from django.db import connection

from gis.spatial.kinds import GeometryKind
from gis.spatial.wkb import EWKB_SRID, EWKB_Z, as_ewkb, is_storable, type_codes

SQUARE = shapely.box(0, 0, 1, 1)
LINE = shapely.LineString([(0, 0), (1, 1)])
SHAPES = {
    GeometryKind.POINT: [shapely.Point(1, 2), shapely.Point(3, 4)],
    GeometryKind.LINE: [LINE, shapely.MultiLineString([LINE, shapely.LineString([(5, 5), (6, 6)])])],
    GeometryKind.POLYGON: [SQUARE, shapely.MultiPolygon([SQUARE, shapely.box(3, 3, 4, 4)]), SQUARE],
}


def column(*values: bytes | None) -> pa.Array:
    return pa.array(values, pa.binary())


def test_type_codes_in_both_byte_orders() -> None:
    little, big = (shapely.to_wkb(SQUARE, byte_order=order) for order in (1, 0))
    extended = shapely.to_wkb(shapely.set_srid(shapely.Point(1, 2, 3), 4326), include_srid=True)
    codes, is_little = type_codes(column(little, big, extended))
    assert codes.tolist() == [3, 3, 1 | EWKB_Z | EWKB_SRID]
    assert is_little.tolist() == [True, False, True]
    assert type_codes(column())[0].tolist() == []
    assert type_codes(column(b"", little, big).slice(1))[0].tolist() == [3, 3]


def test_what_can_be_stored_as_it_is() -> None:
    values = [
        shapely.to_wkb(SQUARE),
        None,
        shapely.to_wkb(SQUARE, byte_order=0),
        shapely.to_wkb(shapely.force_3d(SQUARE)),
        shapely.to_wkb(shapely.set_srid(SQUARE, 4326), include_srid=True),
        shapely.to_wkb(LINE),
        shapely.to_wkb(shapely.MultiPolygon([SQUARE])),
    ]
    assert is_storable(column(*values), GeometryKind.POLYGON).tolist() == [True, *[False] * 5, True]
    lone = shapely.to_wkb(shapely.MultiPoint([(1, 2)]))
    assert is_storable(column(lone, shapely.to_wkb(shapely.Point(1, 2))), GeometryKind.POINT).tolist() == [False, True]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", list(GeometryKind))
def test_postgis_reads_every_kind_in_its_storage_type(kind: GeometryKind) -> None:
    shapes = SHAPES[kind]
    extended = as_ewkb(pa.array(shapely.to_wkb(np.array(shapes)), pa.binary()), kind, 909218).to_pylist()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT GeometryType(g), ST_SRID(g), ST_AsBinary(g) FROM unnest(%s) WITH ORDINALITY AS t (v, n),"
            " ST_GeomFromEWKB(v) g ORDER BY n",
            [extended],
        )
        rows = cursor.fetchall()
    assert {(name, srid) for name, srid, _ in rows} == {(kind.postgis_type.upper(), 909218)}
    stored = shapely.from_wkb([bytes(wkb) for *_, wkb in rows])
    assert shapely.equals(stored, shapes).all()
