"""What is said of a field changes: its titles at once, its rules after every feature was found to keep them, its type
after every value, former ones too, was found to survive it."""

from dataclasses import replace
from typing import Any

from django.db import IntegrityError, connection, transaction
from psycopg2 import sql

from gis.errors import LayerRefused
from layers.catalog.description import FieldDescription
from layers.catalog.queries import stored_description
from layers.catalog.services import describe_field
from layers.catalog.soundness import check
from layers.features.constraints import check_expression, literal, rule_name
from layers.features.services.convert_column import convert_column, converted, refuse_loss
from layers.features.services.ddl import run_ddl
from layers.features.services.fields import field_of
from layers.features.tables import table

NAMED = 20
"""Features named in a refusal."""


def change_field(layer: str, name: str, **changes: Any) -> FieldDescription:
    """Change anything of a field but its name, and return its description.

    Raises:
        LayerRefused: E-FIELD-01 to 04 unsound rules, E-FIELD-07 features that break a new rule or lack what becomes
            required, E-FIELD-11 values that a new type would lose, E-FIELD-12 a change of type that there is none
            for, E-FIELD-08 a change of type of the key or title. NotFound: E-FIELD-10.
    """
    description = stored_description(layer)
    before = field_of(description, name)
    after = replace(before, **{**changes, "name": name})
    check(replace(description, fields=tuple(after if f.name == name else f for f in description.fields)))
    if before.type.column_type != after.type.column_type:
        if name in (*description.key_fields, description.title_field):
            raise LayerRefused("E-FIELD-08", field=name, layer=layer)
        _refuse_rules_broken_by_conversion(layer, before, after)
        before = convert_column(layer, before, after)
    column, rule = sql.Identifier(name), sql.Identifier(rule_name(name))
    try:
        _announce_rules(layer, before, after)
    except LayerRefused:
        _withdraw(layer, name)
        raise
    last: list[sql.Composable] = []
    if after.required and not before.required:
        # The validated constraint spares PostgreSQL the scan under lock.
        last.append(sql.SQL("ALTER COLUMN {} SET NOT NULL, DROP CONSTRAINT {}").format(column, _given(name)))
    elif before.required and not after.required:
        last.append(sql.SQL("ALTER COLUMN {} DROP NOT NULL").format(column))
    if before.default != after.default:
        default: sql.Composable = sql.SQL("DROP DEFAULT")
        if after.default is not None:
            default = sql.SQL("SET DEFAULT {}").format(literal(after, after.default))
        last.append(sql.SQL("ALTER COLUMN {} {}").format(column, default))
    if check_expression(before) != check_expression(after):
        last.append(sql.SQL("DROP CONSTRAINT IF EXISTS {}").format(rule))
        if check_expression(after) is not None:
            last.append(sql.SQL("RENAME CONSTRAINT {} TO {}").format(_coming(name), rule))
    with transaction.atomic():
        describe_field(layer, after)
        if last:
            run_ddl([sql.SQL("ALTER TABLE {} {}").format(table(layer), action) for action in last], locked=layer)
    return after


def _refuse_rules_broken_by_conversion(layer: str, before: FieldDescription, after: FieldDescription) -> None:
    """What the new rules say of the values as they would be: a refusal after the conversion would come too late."""
    others = sql.SQL("SELECT public_id, {} AS {} FROM {}").format(
        converted(before, after), sql.Identifier(before.name), table(layer)
    )
    expression = check_expression(after)
    wanted = [("range or pattern", expression)] if expression is not None else []
    if after.required:
        wanted.append(("required", sql.SQL("{} IS NOT NULL").format(sql.Identifier(before.name))))
    refuse_loss(layer, before, after)
    for rule, holds in wanted:
        count, ids = _breaking(sql.SQL("({}) converted").format(others), holds)
        if count:
            raise LayerRefused("E-FIELD-07", field=before.name, layer=layer, rule=rule, count=count, ids=ids)


def _withdraw(layer: str, name: str) -> None:
    """Take back the rules that were announced: of several, one may have been refused."""
    drop = "ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}"
    run_ddl([sql.SQL(drop).format(table(layer), one) for one in (_coming(name), _given(name))], locked=layer)


def _announce_rules(layer: str, before: FieldDescription, after: FieldDescription) -> None:
    """Let the new rules hold for what is written from now on, and see whether what is there keeps them."""
    expression = check_expression(after)
    if expression is not None and expression != check_expression(before):
        _hold(layer, after, _coming(after.name), expression, "range or pattern")
    if after.required and not before.required:
        given = sql.SQL("{} IS NOT NULL").format(sql.Identifier(after.name))
        _hold(layer, after, _given(after.name), given, "required")


def _hold(
    layer: str, field: FieldDescription, constraint: sql.Identifier, expression: sql.Composable, rule: str
) -> None:
    drop = sql.SQL("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}").format(table(layer), constraint)
    add = sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} CHECK ({}) NOT VALID").format(table(layer), constraint, expression)
    run_ddl([drop, add], locked=layer)
    try:
        with transaction.atomic(), connection.cursor() as cursor:  # neither readers nor writers wait for this
            cursor.execute(sql.SQL("ALTER TABLE {} VALIDATE CONSTRAINT {}").format(table(layer), constraint))
    except IntegrityError:
        count, ids = _breaking(table(layer), expression)
        raise LayerRefused("E-FIELD-07", field=field.name, layer=layer, rule=rule, count=count, ids=ids) from None


def _breaking(rows: sql.Composable, expression: sql.Composable) -> tuple[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "SELECT count(*), (array_agg(DISTINCT public_id ORDER BY public_id))[1:{}] FROM {} WHERE NOT ({})"
            ).format(sql.Literal(NAMED), rows, expression)
        )
        count, ids = cursor.fetchone()
    return count, ", ".join(map(str, ids or []))


def _coming(name: str) -> sql.Identifier:
    """A rule that is on its way in; one that an interrupted change left behind is replaced by the next."""
    return sql.Identifier(f"{name}_coming")


def _given(name: str) -> sql.Identifier:
    return sql.Identifier(f"{name}_given")
