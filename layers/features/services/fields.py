"""Fields come and go while the layer is read and written: no reader waits, no value is lost.

Each change is written to the catalog first and its DDL comes last, so that the tables are locked for milliseconds.
"""

import time
from dataclasses import replace
from itertools import count

from django.db import connection, transaction
from django.utils import timezone
from psycopg2 import sql

from gis.errors import LayerRefused, NotFound
from layers.catalog.description import FieldDescription, LayerDescription
from layers.catalog.queries import VERSION_SECONDS, dropped_fields, stored_description
from layers.catalog.services import hide_field, register_field, rename_hidden, show_field
from layers.catalog.soundness import check
from layers.features.constraints import default_clause, rule_clause, rule_name
from layers.features.services.ddl import run_ddl
from layers.features.tables import table, tables_of

LONGEST_NAME = 40
NOTICED_SECONDS = 2 * VERSION_SECONDS
"""After this long every worker knows a change of the catalog."""


def add_field(layer: str, field: FieldDescription) -> None:
    """Give a layer another field; features that are there get its default, their history doesn't.

    Raises:
        LayerRefused: E-LAYER-02 a name that is taken or reserved, E-FIELD-01 to 04 unsound rules, E-FIELD-05 a
            required field without a default where there are features, E-FIELD-09 a name that isn't kept for cities.
    """
    description = stored_description(layer)
    check(replace(description, fields=(*description.fields, field)))
    if description.template and not field.name.startswith(CITY_PREFIX):
        raise LayerRefused("E-FIELD-09", field=field.name, layer=layer, template=description.template)
    if field.required and field.default is None and (features := _count(layer, "true")):
        raise LayerRefused("E-FIELD-05", field=field.name, layer=layer, count=features)
    if any(dropped.column == field.name for dropped in dropped_fields(layer)):
        retire_hidden_fields(layer)
    published, *copies = tables_of(layer)
    column = sql.SQL("{} {}").format(sql.Identifier(field.name), sql.SQL(field.type.column_type))
    required = sql.SQL(" NOT NULL" if field.required else "")
    with transaction.atomic():
        register_field(layer, field)
        run_ddl(
            [
                sql.SQL("ALTER TABLE {} ADD COLUMN ").format(published)
                + column
                + default_clause(field)
                + required
                + rule_clause(field),
                *(sql.SQL("ALTER TABLE {} ADD COLUMN ").format(copy) + column for copy in copies),
            ],
            locked=layer,
        )


CITY_PREFIX = "x_"
"""Fields that a city adds to a layer made from a template begin so: no template's field ever does."""


def drop_field(layer: str, name: str, *, confirmed: bool = False) -> None:
    """Take a field away from the layer. Its values stay, in the table and the history, for `restore_field`.

    Raises:
        LayerRefused: E-FIELD-06 it holds values and nobody confirmed, E-FIELD-08 the layer's key or title needs it.
            NotFound: E-FIELD-10.
    """
    description = stored_description(layer)
    field_of(description, name)
    if name in (*description.key_fields, description.title_field):
        raise LayerRefused("E-FIELD-08", field=name, layer=layer)
    column = sql.Identifier(name)
    if not confirmed and (values := _count(layer, sql.SQL("{} IS NOT NULL").format(column))):
        raise LayerRefused("E-FIELD-06", field=name, layer=layer, count=values)
    with transaction.atomic():
        hide_field(layer, name)
        run_ddl(
            [
                sql.SQL(
                    "ALTER TABLE {} ALTER COLUMN {column} DROP NOT NULL, ALTER COLUMN {column} DROP DEFAULT,"
                    " DROP CONSTRAINT IF EXISTS {rule}"
                ).format(table(layer), column=column, rule=sql.Identifier(rule_name(name)))
            ],
            locked=layer,
        )
    retire_hidden_fields(layer)


def retire_hidden_fields(layer: str) -> None:
    """Put the columns of dropped fields aside under names that nobody can ask for, once every worker has noticed:
    until then some may still name the column."""
    dropped = dropped_fields(layer)
    taken = {field.column for field in dropped}
    for field in (field for field in dropped if not field.is_aside):
        time.sleep(max(0.0, NOTICED_SECONDS - (timezone.now() - field.dropped_at).total_seconds()))
        names = (f"_{number}_{field.name}"[:LONGEST_NAME] for number in count(1))
        aside = next(name for name in names if name not in taken)
        taken.add(aside)
        with transaction.atomic():
            rename_hidden(layer, field.name, aside)
            run_ddl(_renamed(layer, field.name, aside), locked=layer)


def restore_field(layer: str, name: str) -> None:
    """Bring the field of this name that was dropped last back, with its values; it isn't required any more.

    Raises:
        NotFound: E-FIELD-10 where none was dropped. LayerRefused: E-LAYER-02 where another has taken the name.
    """
    retire_hidden_fields(layer)
    aside = next((field.column for field in reversed(dropped_fields(layer)) if field.name == name), None)
    if aside is None:
        raise NotFound("E-FIELD-10", field=name, layer=layer)
    if stored_description(layer).field_named(name) is not None:
        raise LayerRefused("E-LAYER-02", name=name, layer=layer)
    with transaction.atomic():
        show_field(layer, aside, name)
        run_ddl(_renamed(layer, aside, name), locked=layer)


def _renamed(layer: str, old: str, new: str) -> list[sql.Composable]:
    return [
        sql.SQL("ALTER TABLE {} RENAME COLUMN {} TO {}").format(one, sql.Identifier(old), sql.Identifier(new))
        for one in tables_of(layer)
    ]


def field_of(description: LayerDescription, name: str) -> FieldDescription:
    """The layer's field of that name.

    Raises:
        NotFound: E-FIELD-10.
    """
    field = description.field_named(name)
    if field is None:
        raise NotFound("E-FIELD-10", field=name, layer=description.name)
    return field


def _count(layer: str, condition: str | sql.Composable) -> int:
    where = sql.SQL(condition) if isinstance(condition, str) else condition
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT count(*) FROM {} WHERE {}").format(table(layer), where))
        return int(cursor.fetchone()[0])
