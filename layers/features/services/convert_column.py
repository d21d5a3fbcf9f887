"""A column's values in another type, without a value lost and without a reader waiting.

A plain ALTER TYPE rewrites the tables under a lock that readers wait for: so the values are written beside the old
ones while only writers wait, and the columns change places in milliseconds. History goes along, but no history is
made: the facts are the same.
"""

from dataclasses import replace

from django.db import connection, transaction
from psycopg2 import sql

from gis.errors import LayerRefused
from layers.catalog.description import FieldDescription, FieldType
from layers.catalog.services import describe_field
from layers.features.services.ddl import run_ddl
from layers.features.tables import table, tables_of

EXACT = 2**53
"""Whole numbers beyond it have no exact double."""

_WHOLE = "'^\\s*[+-]?(0|[1-9][0-9]{{0,17}})\\s*$'"
_DECIMAL = "'^\\s*[+-]?(0|[1-9][0-9]*)(\\.[0-9]+)?\\s*$' AND length(regexp_replace({v}, '[^0-9]', '', 'g')) <= 15"
"""Zeros in front may mean something: 007 is a code. A double keeps 15 digits."""
_NOT_TEXT = (FieldType.INTEGER, FieldType.DECIMAL, FieldType.BOOLEAN, FieldType.DATE, FieldType.TIME)
_TO: dict[tuple[FieldType, FieldType], str] = {
    (FieldType.INTEGER, FieldType.DECIMAL): f"abs({{v}}) <= {EXACT} THEN {{v}}::double precision",
    (FieldType.DECIMAL, FieldType.INTEGER): f"abs({{v}}) <= {EXACT} AND {{v}} = trunc({{v}}) THEN {{v}}::bigint",
    (FieldType.TEXT, FieldType.INTEGER): f"{{v}} ~ {_WHOLE} THEN {{v}}::bigint",
    (FieldType.TEXT, FieldType.DECIMAL): f"{{v}} ~ {_DECIMAL} THEN {{v}}::double precision",
    (FieldType.TEXT, FieldType.BOOLEAN): "trim({v}) IN ('true', 'false') THEN trim({v})::boolean",
    (FieldType.TEXT, FieldType.DATE): "true THEN feature.iso_date({v})",
    **{(kind, FieldType.TEXT): "true THEN {v}::text" for kind in _NOT_TEXT},
}
"""From and to which types values can go, and the case in which none is lost."""


def convert_column(layer: str, before: FieldDescription, after: FieldDescription) -> FieldDescription:
    """Give the field's column in all three tables the new type, and return the field as it is then described: without
    rules, for those were of the old type.

    Raises:
        LayerRefused: E-FIELD-11 naming the features whose value would be lost, E-FIELD-12 where there is no way.
    """
    expression = converted(before, after)
    old, new = sql.Identifier(before.name), sql.Identifier(f"_{before.name}_as_{after.type.value_type}")
    tables = tables_of(layer)
    refuse_loss(layer, before, after)
    drop = [sql.SQL("ALTER TABLE {} DROP COLUMN IF EXISTS {}").format(one, new) for one in tables]
    run_ddl(
        [
            *drop,
            *(
                sql.SQL("ALTER TABLE {} ADD COLUMN {} {}").format(one, new, sql.SQL(after.type.column_type))
                for one in tables
            ),
        ],
        locked=layer,
    )
    bare = replace(after, required=False, default=None, minimum=None, maximum=None, pattern="")
    try:
        with transaction.atomic():
            _fill(layer, before, after, expression, new)
            describe_field(layer, bare)
            run_ddl([statement for one in tables for statement in _swap(one, old, new)], locked=layer)
    except LayerRefused:
        run_ddl(drop, locked=layer)
        raise
    return bare


def _fill(
    layer: str, before: FieldDescription, after: FieldDescription, expression: sql.Composable, new: sql.Identifier
) -> None:
    published = table(layer)
    with connection.cursor() as cursor:
        # Readers go on; the triggers, which would make history of it, are off for as long as no one else can write.
        cursor.execute(sql.SQL("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE").format(published))
        refuse_loss(layer, before, after)
        cursor.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(published))
        for one in tables_of(layer):
            cursor.execute(
                sql.SQL("UPDATE {} SET {} = {} WHERE {} IS NOT NULL").format(
                    one, new, expression, sql.Identifier(before.name)
                )
            )
        cursor.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(published))


def _swap(one: sql.Identifier, old: sql.Identifier, new: sql.Identifier) -> list[sql.Composable]:
    return [
        sql.SQL("ALTER TABLE {} DROP COLUMN {}").format(one, old),
        sql.SQL("ALTER TABLE {} RENAME COLUMN {} TO {}").format(one, new, old),
    ]


def converted(before: FieldDescription, after: FieldDescription) -> sql.Composable:
    """The field's value in the new type, NULL where it would be lost. Raises LayerRefused: E-FIELD-12."""
    way = _TO.get((before.type.value_type, after.type.value_type))
    if way is None:
        raise LayerRefused("E-FIELD-12", field=before.name, old=str(before.type), new=str(after.type))
    return sql.SQL(f"CASE WHEN {way} END").format(v=sql.Identifier(before.name))


def refuse_loss(layer: str, before: FieldDescription, after: FieldDescription) -> None:
    """History and drafts count too: what was known once must stay readable. Raises LayerRefused: E-FIELD-11."""
    expression = converted(before, after)
    lost = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT public_id FROM {} WHERE {} IS NOT NULL AND ({}) IS NULL").format(
            one, sql.Identifier(before.name), expression
        )
        for one in tables_of(layer)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("SELECT count(*), (array_agg(DISTINCT public_id ORDER BY public_id))[1:20] FROM ({}) l").format(
                lost
            )
        )
        count, ids = cursor.fetchone()
    if count:
        raise LayerRefused(
            "E-FIELD-11", field=before.name, layer=layer, new=str(after.type), count=count,
            ids=", ".join(map(str, ids)),
        )  # fmt: skip
