"""Clean ground to plant defects in: coverages whose neighbours share every vertex, made without our own code."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import shapely

from gis.spatial.kinds import GeometryKind
from importers.checks import CHECKS, Case, Subject
from importers.checks.tiles import tiles
from layers.checks.queries import NothingStands, Standing
from layers.checks.rules import RULES
from layers.features.authority import OPERATOR
from layers.land.templates.parcels import PARCELS
from layers.planning.templates.zoning import ZONING
from layers.utilities.templates.water import WATER_PIPES

EAST, NORTH, STEP = 400_000.0, 1_209_000.0, 20.0
LAYERS = {layer.name: layer.instantiated(storage_epsg=5899) for layer in (PARCELS, ZONING, WATER_PIPES)}
ON_GROUND = {
    "parcels": ("overlapping_parcels", "gaps", "missing_vertex", "duplicate_geometry"),
    "zoning": ("overlapping_lots", "duplicate_geometry"),
}


def coverage(columns: int, rows: int, seed: int = 0, street_after: int = 0) -> list[shapely.Polygon]:
    """Quads with a further vertex in the middle of each side, jittered; every vertex is shared. A street, 6 m wide,
    runs after each `street_after` columns."""
    random = np.random.default_rng(seed)

    jitter: dict[tuple[float, float, int], np.ndarray] = {}

    def point(x: float, y: float, column: int) -> tuple[float, float]:
        block = column // street_after if street_after else 0
        shift = jitter.setdefault((x, y, block), random.uniform(-1.5, 1.5, 2))
        along = 6.0 * block
        return (round(EAST + x * STEP + along + shift[0], 3), round(NORTH + y * STEP + shift[1], 3))

    made = []
    for x in range(columns):
        for y in range(rows):
            ring = [
                (x, y),
                (x + 0.5, y),
                (x + 1, y),
                (x + 1, y + 0.5),
                (x + 1, y + 1),
                (x + 0.5, y + 1),
                (x, y + 1),
                (x, y + 0.5),
            ]
            made.append(shapely.Polygon([point(a, b, x) for a, b in ring]))
    return made


def subject(
    layer: str,
    shapes: list[Any],
    standing: Standing | None = None,
    communes: list[str | None] | None = None,
    **columns: list[Any],
) -> Subject:
    """Features with the source numbers 100, 101, …"""
    described = LAYERS[layer]
    array = np.array([_as_stored(shape) for shape in shapes], dtype=object)
    areal = described.geometry_kind is GeometryKind.POLYGON
    return Subject(
        layer=described,
        fids=np.arange(100, 100 + len(array)),
        wkb=pa.chunked_array([pa.array(shapely.to_wkb(array), pa.binary())]),
        bounds=shapely.bounds(array),
        areas=shapely.area(array) if areal else np.full(len(array), np.nan),
        communes=None if communes is None else pa.chunked_array([pa.array(communes, pa.string())]),
        columns={name: pa.chunked_array([pa.array(values)]) for name, values in columns.items()},
        standing=standing or NothingStands(described, OPERATOR, None),
        by=OPERATOR,
    )  # fmt: skip


def _as_stored(shape: shapely.Geometry) -> shapely.Geometry:
    """Layers hold polygons and lines as collections."""
    many = {"Polygon": shapely.MultiPolygon, "LineString": shapely.MultiLineString}.get(shape.geom_type)
    return many([shape]) if many else shape


def found(one: Subject, rule: str, *, features: int = 20_000, tolerance: float | None = None) -> list[Case]:
    """What a rule finds, in tiles of so many features."""
    check, usual = CHECKS[rule], RULES[rule].tolerance_for(one.layer) or 0.0
    within = usual if tolerance is None else tolerance
    if check.find is not None:
        return list(check.find(one, within))
    margin = max(RULES[name].tolerance_for(one.layer) or 0.01 for name in ON_GROUND.get(one.layer.name, (rule,)))
    cases = [case for tile in tiles(one, margin, "ma_ho_so_qh", features) for case in check.find_in(tile, within)]
    return list(check.merge(one, cases, within))


def all_found(one: Subject, features: int = 20_000) -> Iterator[tuple[str, Case]]:
    """What every rule of the ground finds."""
    for rule in ON_GROUND[one.layer.name]:
        yield from ((rule, case) for case in found(one, rule, features=features))
