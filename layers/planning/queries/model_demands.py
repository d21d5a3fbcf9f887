"""What a receiver of the exchange files would complain of: fields that the Circular requires, empty or otherwise than
it says."""

from collections.abc import Iterator

from django.db import connection
from psycopg2 import sql

from gis.errors import Finding, Severity
from layers.access.seen import SeenLayer
from layers.features.queries.moment import NOW, relation, valid
from layers.planning.exchange import ExchangeClass
from layers.planning.exchange.names import column_name
from layers.planning.exchange.template import REQUIRED


def unmet_demands(exchange_class: ExchangeClass, layer: SeenLayer) -> Iterator[Finding]:
    """W-MODEL-01 for each required field that features of today lack, W-MODEL-02 for each whose values are too long or
    don't follow the pattern."""
    asked = [field.name for field in exchange_class.fields if field.name in REQUIRED]
    asked = [name for name in asked if layer.field_named(column_name(name)) is not None]
    counts = [count for name in asked for count in _counts(name)]
    query = sql.SQL("SELECT {} FROM {} t WHERE {}").format(sql.SQL(", ").join(counts), relation(layer, NOW), valid(NOW))
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = cursor.fetchone()
    for name, lacking, other in zip(asked, found[::2], found[1::2], strict=True):
        said = {"layer": layer.name, "field": name, "count": lacking}
        if lacking:
            yield Finding("W-MODEL-01", Severity.WARNING, lacking, said)
        if other:
            rule = f"{REQUIRED[name].length} {REQUIRED[name].pattern}".strip()
            yield Finding("W-MODEL-02", Severity.WARNING, other, {**said, "count": other, "rule": rule})


def _counts(name: str) -> tuple[sql.Composable, sql.Composable]:
    column, demand = sql.Identifier("t", column_name(name)), REQUIRED[name]
    other = sql.SQL("length({}) > {}").format(column, sql.Literal(demand.length))
    if demand.pattern:
        other += sql.SQL(" OR {} !~ {}").format(column, sql.Literal(f"^(?:{demand.pattern})$"))
    return (
        sql.SQL("count(*) FILTER (WHERE {} IS NULL)").format(column),
        sql.SQL("count(*) FILTER (WHERE {})").format(other),
    )
