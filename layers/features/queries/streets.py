"""Lines with their names, and addresses beside them: what a list without coordinates is placed by."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from psycopg2 import sql

from gis.spatial.crs import Crs
from gis.spatial.kinds import GeometryKind
from layers.catalog.description import LayerDescription
from layers.catalog.queries import layer_exists, stored_description
from layers.features.authority import OPERATOR, Author
from layers.features.queries.moment import NOW, relation, valid
from layers.features.tables import table

ADDRESSED = ("buildings",)
"""Layers whose addresses say where a number stands. Parcels' are not asked: they may be personal."""


@dataclass(frozen=True)
class NamedLine:
    """A part of a street: its name, the width in metres between its lines where the layer knows it, WKB."""

    name: str
    width_m: float | None
    line: bytes


@dataclass(frozen=True)
class Addressed:
    """Something with an address, and a point on it as WKB."""

    address: str
    point: bytes


def metric_crs(description: LayerDescription) -> Crs:
    """The layer's own system where it counts in metres, else the city's."""
    storage = description.storage
    return Crs(settings.CITY_EPSG) if storage.is_geographic else storage


def known_layer(by: Author, layer: str) -> LayerDescription:
    """The layer as its reader knows it; NotFound (E-LAYER-05) where they may know of none."""
    return stored_description(layer) if by is OPERATOR else by.layer(layer)


def has_named_lines(layer: LayerDescription) -> bool:
    """Whether a list can be placed along it: lines, and a name that its reader sees."""
    name = layer.title_field or "name"
    return layer.geometry_kind is GeometryKind.LINE and any(one.name == name for one in layer.fields)


def named_lines(by: Author, layer: str) -> list[NamedLine]:
    """Today's lines that have a name, in `metric_crs`."""
    description = known_layer(by, layer)
    fields = {field.name for field in description.fields}
    width = sql.SQL("t.width_m") if "width_m" in fields else sql.SQL("NULL")
    asked = sql.SQL(
        "SELECT t.{name}, {width}, ST_AsBinary({geom}) FROM {rows} t WHERE t.{name} <> '' AND {valid}"
    ).format(
        name=sql.Identifier(description.title_field or "name"),
        width=width,
        geom=_metric(description, metric_crs(description)),
        rows=_rows(by, layer),
        valid=valid(NOW),
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [NamedLine(name, width, bytes(line)) for name, width, line in cursor.fetchall()]


def addresses_near(by: Author, crs: Crs, lines: Sequence[bytes], distance_m: float) -> list[Addressed]:
    """What has an address within a distance of any of the lines, in their CRS; of layers that the reader sees."""
    found: list[Addressed] = []
    for layer in ADDRESSED:
        if not (layer_exists(layer) if by is OPERATOR else layer in by.layers):
            continue
        description = known_layer(by, layer)
        if "address" not in {field.name for field in description.fields}:
            continue
        asked = sql.SQL(
            "WITH line AS (SELECT ST_SetSRID(ST_GeomFromWKB(l), {srid}) AS geom FROM unnest(%(lines)s::bytea[]) l)"
            " SELECT DISTINCT ON (t.public_id) t.address, ST_AsBinary(ST_PointOnSurface({geom})) FROM line"
            " JOIN {rows} t ON t.geom && ST_Transform(ST_Expand(line.geom, %(far)s), {stored})"
            " WHERE t.address <> '' AND {valid} AND ST_DWithin({geom}, line.geom, %(far)s)"
        ).format(
            srid=sql.Literal(crs.srid),
            stored=sql.Literal(description.storage.srid),
            geom=_metric(description, crs),
            rows=_rows(by, layer),
            valid=valid(NOW),
        )
        with connection.cursor() as cursor:
            cursor.execute(asked, {"lines": list(lines), "far": distance_m})
            found += [Addressed(address, bytes(point)) for address, point in cursor.fetchall()]
    return found


def _rows(by: Author, layer: str) -> sql.Composable:
    return table(layer) if by is OPERATOR else relation(by.layer(layer), NOW)


def _metric(description: LayerDescription, crs: Crs) -> sql.Composable:
    if crs.epsg == description.storage_epsg:
        return sql.SQL("t.geom")
    return sql.SQL("ST_Transform(t.geom, {})").format(sql.Literal(crs.srid))
