"""How much of a layer lies in a box, from a sample of its features' rectangles.

PostgreSQL's own estimate costs a statement a page: a quarter of all its time (measured: 360 pages a second with it).
A sample answers in microseconds; it only chooses between two ways to the same answer, so it may be old.
"""

import time
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from django.db import connection
from psycopg2 import sql

from layers.access.seen import SeenLayer
from layers.features.queries.box import Bounds
from layers.features.tables import SCHEMA, table

KEPT_SECONDS = 60.0
PAGES = 160
"""Of the table, spread over all of it: some 5,000 parcels."""
MOST = 8_000
"""Rectangles kept of a layer, whatever its rows are like: 32 bytes each."""


@dataclass(frozen=True)
class Density:
    """Rectangles in the storage system (west, south, east, north; one column each), and how many features there are."""

    rectangles: tuple[npt.NDArray[np.float32], ...]
    features: float

    def share(self, bounds: Bounds) -> float:
        """Of the layer's features those whose rectangles touch the bounds."""
        west, south, east, north = self.rectangles
        if not len(west):
            return 0.0
        touching = (west <= bounds[2]) & (east >= bounds[0]) & (south <= bounds[3]) & (north >= bounds[1])
        return float(np.count_nonzero(touching) / len(west))


def density(description: SeenLayer) -> Density:
    """Of the whole layer, whoever asks: nobody is told of it."""
    now = time.monotonic()
    asked_at, known = _kept.get(description.name, (-KEPT_SECONDS, None))
    if known is None or now - asked_at >= KEPT_SECONDS:
        known = _sampled(description)
        _kept[description.name] = (now, known)
    return known


def forget() -> None:
    """All samples: for tests."""
    _kept.clear()


_kept: dict[str, tuple[float, Density]] = {}


def _sampled(description: SeenLayer) -> Density:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT greatest(reltuples, 0), greatest(pg_relation_size(oid) / current_setting('block_size')::int, 1)"
            " FROM pg_class WHERE oid = %s::regclass",
            [f"{SCHEMA}.{description.name}"],
        )
        features, pages = cursor.fetchone()
        cursor.execute(
            sql.SQL(
                "SELECT ST_XMin(geom), ST_YMin(geom), ST_XMax(geom), ST_YMax(geom) FROM {}"
                " TABLESAMPLE SYSTEM (%s) REPEATABLE (0) LIMIT %s"
            ).format(table(description.name)),
            [min(100.0, 100.0 * PAGES / float(pages)), MOST],
        )
        rows = np.array(cursor.fetchall(), np.float32).reshape(-1, 4)
    return Density(tuple(np.ascontiguousarray(rows.T)), float(features))
