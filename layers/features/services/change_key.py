"""By which fields people find a layer's features, and whether no two may have the same."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import connection, transaction
from psycopg2 import sql

from gis.errors import LayerRefused
from layers.catalog.description import LayerDescription
from layers.catalog.queries import stored_description
from layers.catalog.services import describe_layer_anew
from layers.catalog.soundness import check
from layers.features.services.ddl import run_ddl
from layers.features.tables import SCHEMA, create_key, key_index, table

NAMED = 10


def change_key(layer: str, key_fields: Sequence[str], *, unique: bool = False) -> LayerDescription:
    """Find features by other fields from now on.

    Raises:
        LayerRefused: E-LAYER-03 a key that is no field, E-LAYER-09 keys that stand more than once, with their features.
    """
    description = replace(stored_description(layer), key_fields=tuple(key_fields), key_is_unique=unique)
    check(description)
    with transaction.atomic():
        with connection.cursor() as cursor:  # writers wait, readers don't
            cursor.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(table(layer)))
        if unique:
            _refuse_repeated(description)
        describe_layer_anew(layer, key_fields=tuple(key_fields), key_is_unique=unique)
        drop = sql.SQL("DROP INDEX IF EXISTS {}").format(sql.Identifier(SCHEMA, key_index(layer)))
        found = sql.SQL("SELECT search.index_layer({})").format(sql.Literal(layer))
        run_ddl([*_beside(description), found, drop, *_renamed(description)])
    return description


def _refuse_repeated(description: LayerDescription) -> None:
    keys = sql.SQL(", ").join(map(sql.Identifier, description.key_fields))
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "SELECT concat_ws('/', {keys}), array_agg(public_id ORDER BY public_id), count(*) OVER () FROM {table}"
                " GROUP BY {keys}, valid_from HAVING count(*) > 1 AND num_nulls({keys}) = 0 ORDER BY 1 LIMIT {most}"
            ).format(keys=keys, table=table(description.name), most=sql.Literal(NAMED))
        )
        rows = cursor.fetchall()
    if rows:
        keys_text = "; ".join(f"{key} ({', '.join(map(str, ids[:5]))})" for key, ids, _ in rows)
        raise LayerRefused("E-LAYER-09", name=description.name, count=rows[0][2], keys=keys_text)


def _beside(description: LayerDescription) -> list[sql.Composable]:
    """The new index under a name of its own: the old one serves until it stands."""
    return list(create_key(description, sql.Identifier(_coming(description.name))))


def _renamed(description: LayerDescription) -> list[sql.Composable]:
    if not description.key_fields:
        return []
    return [
        sql.SQL("ALTER INDEX {} RENAME TO {}").format(
            sql.Identifier(SCHEMA, _coming(description.name)), sql.Identifier(key_index(description.name))
        )
    ]


def _coming(name: str) -> str:
    return f"{name}_coming_idx"
