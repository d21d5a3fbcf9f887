"""What an expression of a filter is of, with its SQL."""

from dataclasses import dataclass
from enum import StrEnum

from psycopg2.sql import Composable

from layers.catalog.description import FieldType


class Kind(StrEnum):
    """What CQL2 tells apart, by the names that refusals and the list of functions say."""

    TEXT = "string"
    NUMBER = "number"
    TRUTH = "boolean"
    DATE = "date"
    TIME = "timestamp"
    INTERVAL = "interval"
    GEOMETRY = "geometry"
    ARRAY = "array"


KIND_OF_FIELD = {
    FieldType.TEXT: Kind.TEXT,
    FieldType.INTEGER: Kind.NUMBER,
    FieldType.DECIMAL: Kind.NUMBER,
    FieldType.BOOLEAN: Kind.TRUTH,
    FieldType.DATE: Kind.DATE,
    FieldType.TIME: Kind.TIME,
}
"""By the plain type of a field's values."""


@dataclass(frozen=True)
class Value:
    """An expression. Of an interval `sql` is its first and `end` its last moment, `days` whether these are days; of an
    array `items` is what its members are of (None: it has none)."""

    kind: Kind
    sql: Composable
    at: str
    end: Composable | None = None
    days: bool = False
    items: Kind | None = None
    mixed: bool = False
    """A geometry literal of several kinds of geometry."""
