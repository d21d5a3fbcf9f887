"""Writing the stored codes of communes in sets. They are found, not edited: no version rises and no history is made.

The triggers, which would make both, are off for as long as no one else can write; readers go on.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from psycopg2 import sql

from layers.catalog.queries import every_layer
from layers.catalog.services import note_moved
from layers.features.services.ddl import run_ddl
from layers.features.tables import ADMINISTRATION, draft_table, table


def layers_with_communes() -> list[str]:
    """Every layer whose features have a commune, restricted ones too: all but those of administrative units."""
    return [one.description.name for one in every_layer() if one.description.theme != ADMINISTRATION]


def lock_features(relations: Sequence[sql.Identifier], named: str) -> None:
    """Keep everybody from writing into the tables until the transaction ends, as soon as they are free.

    Raises:
        LayerRefused: E-LAYER-10 with this name, where they were in use all the time.
    """
    if relations:
        wanted = sql.SQL("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE").format(sql.SQL(", ").join(relations))
        run_ddl([wanted], named=named)


def both_tables(layer: str) -> tuple[sql.Identifier, sql.Identifier]:
    """What stands and what is being drafted; history keeps the codes of its time."""
    return table(layer), draft_table(layer)


def store_codes(relation: sql.Identifier, found: sql.Composable, values: Mapping[str, Any] | None = None) -> int:
    """Give rows of a locked table the codes that `found` selects, as (`row`: their ctid, `code`), and say how many
    changed."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(relation))
        cursor.execute(
            sql.SQL(
                "UPDATE {} t SET commune_code = f.code FROM ({}) f"
                " WHERE t.ctid = f.row AND t.commune_code IS DISTINCT FROM f.code"
            ).format(relation, found),
            values,
        )
        changed = cursor.rowcount
        cursor.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(relation))
        if changed and not relation.strings[-1].endswith("_draft"):
            cursor.execute("SELECT feature.note_rearranged(%s)", [relation.strings[-1]])
    if changed:
        note_moved(relation.strings[-1])
    return changed
