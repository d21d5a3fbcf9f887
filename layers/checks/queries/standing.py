"""What stands in a layer already, for comparing new features with it: never more than who imports may see of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely
from django.db import connection
from psycopg2 import sql

from layers.access.seen import SeenLayer
from layers.catalog.description import LayerDescription
from layers.features.authority import OPERATOR, Author
from layers.features.queries.box import Bounds
from layers.features.queries.seen_rows import seen_rows
from layers.features.tables import table

SEPARATOR = "\x1f"
"""Between the parts of a key that is one text."""
_VALID = "t.valid_from <= CURRENT_DATE AND (t.valid_to IS NULL OR t.valid_to > CURRENT_DATE)"
_EARLIER = "NOT (t.import_run IS NOT DISTINCT FROM %(run)s AND t.recorded_from >= now())"


@dataclass(frozen=True)
class StandingFeatures:
    """Public ids, geometries in the storage system, and the texts of one field (None where none was asked for)."""

    ids: npt.NDArray[np.int64]
    geometries: npt.NDArray[np.object_]
    values: npt.NDArray[np.object_]


class Standing:
    """The features of a layer that are valid today and that this run (None: a trial of one) didn't write.

    `takes_place_of`: the fields of a key and the keys, as texts, of features whose place the new ones take.
    """

    def __init__(
        self,
        layer: LayerDescription,
        by: Author,
        run: int | None,
        takes_place_of: tuple[Sequence[str], Sequence[str]] | None = None,
    ) -> None:
        self.layer, self.by, self.run, self.takes_place_of = layer, by, run, takes_place_of
        self._ids_staying: list[int] | None = None

    def near(self, bounds: Bounds, field: str = "") -> StandingFeatures:
        """Those whose rectangle touches west, south, east, north in the storage system."""
        west, south, east, north = map(float, bounds)
        known = self.layer.field_named(field) is not None and self._sees(field)
        rows = self._asked(
            sql.SQL("t.public_id, ST_AsBinary(t.geom), {}").format(
                sql.SQL("t.{}::text").format(sql.Identifier(field)) if known else sql.SQL("NULL")
            ),
            sql.SQL("t.geom && ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, {})").format(
                sql.Literal(self.layer.storage.srid)
            ),
            near=bounds, west=west, south=south, east=east, north=north,
        )  # fmt: skip
        return StandingFeatures(
            np.array([row[0] for row in rows], np.int64),
            shapely.from_wkb(np.array([bytes(row[1]) for row in rows], dtype=object)),
            np.array([row[2] for row in rows], dtype=object),
        )

    def keyed(self, fields: Sequence[str], keys: pa.Array) -> dict[str, tuple[int, ...]]:
        """The ids of those with one of the keys: the fields' values as text, joined by SEPARATOR."""
        if not len(keys) or not all(self._sees(name) for name in fields):
            return {}
        key = _joined(fields)
        asked = sql.SQL("{} IN (SELECT unnest(%(keys)s::text[]))").format(key)
        found: dict[str, tuple[int, ...]] = {}
        for id_, value in self._asked(sql.SQL("t.public_id, {}").format(key), asked, keys=keys.to_pylist()):
            found[value] = (*found.get(value, ()), id_)
        return found

    def _sees(self, field: str) -> bool:
        """Whether who imports may know all values of a field."""
        if self.by is OPERATOR or field == "commune_code":
            return True
        seen = self.by.layers.get(self.layer.name)
        return seen is not None and seen.field_named(field) is not None and field not in seen.rows.partial

    def _asked(
        self, columns: sql.Composable, condition: sql.Composable, near: Bounds | None = None, **values: Any
    ) -> list[tuple[Any, ...]]:
        source = self._seen(near)
        if source is None:
            return []
        conditions = [condition, sql.SQL(_VALID), sql.SQL(_EARLIER)]
        if self.takes_place_of is not None:
            values["staying"] = self._staying()
            if not values["staying"]:
                return []
            conditions.append(sql.SQL("t.public_id = ANY(%(staying)s)"))
        query = sql.SQL("SELECT {} FROM {} t WHERE {} ORDER BY t.public_id").format(
            columns, source, sql.SQL(" AND ").join(conditions)
        )
        return self._rows(query, values)

    def _seen(self, near: Bounds | None = None) -> sql.Composable | None:
        """The rows that who imports may know of; None for none at all."""
        source = table(self.layer.name)
        if self.by is OPERATOR:
            return source
        seen = self.by.layers.get(self.layer.name)
        return None if seen is None else seen_rows(_as_it_is(seen), source, near=near)

    def _staying(self) -> list[int]:
        """The ids of those whose place isn't taken: asked once, as a file may have 300,000 keys and fifteen tiles, and
        an update of a whole layer leaves few or none."""
        source = self._seen()
        if self._ids_staying is None and self.takes_place_of is not None and source is not None:
            fields, keys = self.takes_place_of
            query = sql.SQL(
                "SELECT t.public_id FROM {} t WHERE {} AND {}"
                " AND NOT EXISTS (SELECT FROM unnest(%(keys)s::text[]) k WHERE k = {})"
            ).format(source, sql.SQL(_VALID), sql.SQL(_EARLIER), _joined(fields))
            self._ids_staying = [row[0] for row in self._rows(query, {"keys": list(keys)})]
        return self._ids_staying or []

    def _rows(self, query: sql.Composable, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(query, {**values, "run": self.run})
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


class NothingStands(Standing):
    """For a layer that is made by this import, or whose features it all replaces."""

    def keyed(self, fields: Sequence[str], keys: pa.Array) -> dict[str, tuple[int, ...]]:
        return {}

    def _asked(
        self, columns: sql.Composable, condition: sql.Composable, near: Bounds | None = None, **values: Any
    ) -> list[tuple[Any, ...]]:
        return []


def _joined(fields: Sequence[str]) -> sql.Composable:
    """Null where one of them is."""
    parts = [sql.SQL("t.{}::text").format(sql.Identifier(name)) for name in fields]
    return sql.SQL(" || E'\\x1f' || ").join(parts)


def _as_it_is(seen: SeenLayer) -> SeenLayer:
    """With the rows alone that are seen as they are."""
    areas = tuple(replace(area, grid=None) for area in seen.rows.withheld)
    return replace(seen, rows=replace(seen.rows, withheld=areas))
