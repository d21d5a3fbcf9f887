from django.db import connection, transaction
from psycopg2 import sql

from gis.errors import LayerRefused
from layers.audit.services import record, sign
from layers.catalog.description import LayerDescription
from layers.catalog.queries import stored_description
from layers.catalog.services import register_layer, unregister_layer
from layers.features.queries import Extent, extent_and_count
from layers.features.services.ddl import run_ddl
from layers.features.tables import create_indexes, create_tables, create_triggers, drop_tables, table


@transaction.atomic
def create_layer(description: LayerDescription, *, finished: bool = True) -> None:
    """Register the layer and make its tables, in one transaction.

    With `finished=False` the caller loads in bulk first and calls `finish_layer` in the same transaction.

    Raises:
        LayerRefused: see `register_layer`.
    """
    register_layer(description)
    run_ddl(create_tables(description))
    if finished:
        finish_layer(description)


def finish_layer(description: LayerDescription) -> tuple[Extent | None, int]:
    """Make keys, indexes and triggers, log what was loaded before them, and say its extent and count.

    Triggers that watched the first load would hold all of its rows once more to learn what one look at the table
    tells (measured: 0.9 of 4.1 s for 302,500 parcels).
    """
    run_ddl([*create_indexes(description), *create_triggers(description)])
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("ANALYZE {}").format(table(description.name)))
        extent, count = extent_and_count(description)
        if extent is not None:
            cursor.execute(
                sql.SQL(
                    "INSERT INTO feature.change_log"
                    " (change_set, layer, operation, first_id, last_id, feature_count, envelope)"
                    " SELECT feature.change_set_of(%s), %s, 'I', min(public_id), max(public_id), %s,"
                    " ST_MakeEnvelope(%s, %s, %s, %s, 4326) FROM {}"
                ).format(table(description.name)),
                [description.name, description.name, count, *extent],
            )
            sign()
            cursor.execute(
                sql.SQL(
                    "SELECT audit.record('feature.added', audit.signed_actor(), %s, '', '{{}}', '{{}}', '{{}}',"
                    " min(public_id), max(public_id), %s) FROM {}"
                ).format(table(description.name)),
                [description.name, count],
            )
    return extent, count


@transaction.atomic
def remove_layer(name: str, *, confirmed: bool = False) -> None:
    """Take a layer with all its features and history away for good.

    Raises:
        LayerRefused: E-LAYER-15 it holds features and nobody confirmed. NotFound: E-LAYER-05.
    """
    description = stored_description(name)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(table(name)))
        count = cursor.fetchone()[0]
    if count and not confirmed:
        raise LayerRefused("E-LAYER-15", name=description.name, count=count)
    unregister_layer(name)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM feature.run_change WHERE layer = %s", [name])
        # Whoever follows the layer is told to begin anew, should another get its name.
        cursor.execute("DELETE FROM feature.change_set WHERE layer = %s", [name])
    record("layer.removed", layer=name, details={"features": count})
    run_ddl(drop_tables(name), locked=name)
