"""The outlines that a reform brings: read from the layer given with it, and put in the place of those in `communes`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from psycopg2 import sql

from gis.errors import LayerRefused, NotFound
from gis.spatial.kinds import GeometryKind
from layers.administration.reform import Links, Reform
from layers.catalog.description import LayerDescription
from layers.catalog.queries import layer_exists, stored_description
from layers.catalog.services import summarise_layer
from layers.features.queries import Moment, extent_and_count
from layers.features.queries.communes import COMMUNES_LAYER
from layers.features.queries.moment import valid
from layers.features.tables import SCHEMA, table

NEEDED = ("code", "name", "full_name", "kind", "province_code")


@dataclass(frozen=True)
class NewOutline:
    """A commune as the layer of new outlines describes it; `state` is another text once anything of it has changed."""

    code: str
    name: str
    full_name: str
    kind: str
    province_code: str
    state: str


def communes_layer() -> LayerDescription:
    """The layer whose outlines decide; raises NotFound E-UNIT-06 where it isn't loaded."""
    if not layer_exists(COMMUNES_LAYER):
        raise NotFound("E-UNIT-06")
    return stored_description(COMMUNES_LAYER)


def outlines_layer(name: str) -> LayerDescription:
    """The layer of new outlines.

    Raises:
        NotFound: E-LAYER-05. LayerRefused: E-UNIT-20 it is `communes` itself, has no polygons or not the fields needed.
    """
    described = stored_description(name)
    if name == COMMUNES_LAYER:
        raise LayerRefused("E-UNIT-20", layer=name, reason=COMMUNES_LAYER)
    lacking = [field for field in NEEDED if described.field_named(field) is None]
    if described.geometry_kind is not GeometryKind.POLYGON:
        lacking.append(str(GeometryKind.POLYGON))
    if lacking:
        raise LayerRefused("E-UNIT-20", layer=name, reason=f"- {', '.join(lacking)}")
    return described


def read_outlines(described: LayerDescription, day: date) -> list[NewOutline]:
    """The layer's outlines that are valid on the day, by code."""
    columns = sql.SQL(", ").join(sql.SQL("coalesce(btrim(t.{}), '')").format(sql.Identifier(name)) for name in NEEDED)
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "SELECT {}, concat_ws(':', t.public_id, t.version, md5(t.geom::bytea)) FROM {} t WHERE {} ORDER BY 1, 6"
            ).format(columns, table(described.name), valid(Moment.valid_on(day)))
        )
        return [NewOutline(*row) for row in cursor.fetchall()]


def outlines_state(links: Links) -> list[str]:
    """The rows of `communes` that would end, each with its version."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "SELECT concat_ws(':', public_id, valid_from, version) FROM {} t WHERE t.code = ANY(%s) AND {}"
                " ORDER BY 1"
            ).format(table(COMMUNES_LAYER), _ending(links)),
            [list(links.successors)],
        )
        return [row[0] for row in cursor.fetchall()]


def replace_outlines(reform: Reform) -> None:
    """End the outlines of communes that end, and add those that follow them under the same number where a code goes on.

    What stood before stays readable: as valid on an earlier day, and as recorded at an earlier time.
    """
    communes = communes_layer()
    links, new = reform.links, reform.outlines
    shared = [field.name for field in communes.fields if new.field_named(field.name) is not None]
    values: dict[str, Any] = {
        "before": list(links.successors),
        "day": links.valid_from,
        "kept": [before for before, after in links.pairs if before == after],
    }
    parts = {
        "communes": table(communes.name),
        "outlines": table(new.name),
        "sequence": sql.Literal(f"{SCHEMA}.{communes.name}_public_id_seq"),
        "ending": _ending(links),
        "valid": valid(Moment.valid_on(links.valid_from)),
        "fields": _columns(shared),
        "given": sql.SQL(", ").join(sql.SQL("t.{}").format(sql.Identifier(name)) for name in shared),
        "geom": sql.SQL("ST_Transform(t.geom, {})").format(sql.Literal(communes.storage.srid)),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(_END).format(**parts), values)
        cursor.execute(sql.SQL(_BEGIN).format(**parts), values)
    extent, count = extent_and_count(communes)
    summarise_layer(communes.name, extent=extent, feature_count=count)


def _columns(names: Sequence[str]) -> sql.Composable:
    return sql.SQL(", ").join(map(sql.Identifier, names))


def _ending(links: Links) -> sql.Composable:
    """The condition on rows `t` that they are valid on the eve and after."""
    day = sql.Literal(links.valid_from)
    return sql.SQL("t.valid_from < {} AND (t.valid_to IS NULL OR t.valid_to > {})").format(day, day)


_END = "UPDATE {communes} t SET valid_to = %(day)s WHERE t.code = ANY(%(before)s) AND {ending}"
_BEGIN = """
INSERT INTO {communes} (public_id, valid_from, geom, {fields})
SELECT coalesce(
           (SELECT c.public_id FROM {communes} c WHERE c.code = t.code AND c.valid_to = %(day)s
                                                    AND c.code = ANY(%(kept)s) LIMIT 1),
           nextval({sequence}::regclass)
       ), %(day)s, {geom}, {given}
FROM {outlines} t WHERE {valid} ORDER BY t.code
"""
