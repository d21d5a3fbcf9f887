"""Filters over a layer's features in CQL2 (OGC 21-065r2), text and JSON: read, checked, and written as SQL.

`read` makes a tree of what was sent; `condition_of` checks it against what a viewer sees of a layer and writes it as a
condition for the queries.
"""

from collections.abc import Callable

from gis.spatial.crs import CRS84, Crs
from layers.access.seen import SeenLayer
from layers.features.filters import arithmetic, arrays, comparison, functions, spatial, temporal
from layers.features.filters.condition import Condition
from layers.features.filters.functions import FUNCTIONS
from layers.features.filters.json_encoding import read_json
from layers.features.filters.kinds import Kind
from layers.features.filters.nodes import Node
from layers.features.filters.queryables import GEOMETRY, queryables
from layers.features.filters.text_encoding import read_text
from layers.features.filters.writer import Operator, Writer

__all__ = ["FUNCTIONS", "GEOMETRY", "LANGUAGES", "Condition", "Node", "condition_of", "queryables"]

LANGUAGES: dict[str, Callable[[str], Node]] = {"cql2-text": read_text, "cql2-json": read_json}
"""Readers by the name of their language, the first by default."""

_OPERATORS: dict[str, Operator] = {
    **comparison.OPERATORS,
    **arithmetic.OPERATORS,
    **spatial.OPERATORS,
    **temporal.OPERATORS,
    **arrays.OPERATORS,
    **functions.OPERATORS,
}


def condition_of(seen: SeenLayer, filter_: Node, crs: Crs = CRS84) -> Condition:
    """The filter as a condition on the layer's rows as they are seen; geometries are in `crs`.

    Raises:
        InvalidRequest: E-FILTER-02, E-FILTER-03, E-FILTER-08, E-FILTER-09, E-FILTER-15 to E-FILTER-17.
    """
    writer = Writer(seen, crs, _OPERATORS)
    written = writer.wanted(filter_, Kind.TRUTH)
    near = spatial.near(filter_, crs, seen.storage)
    return Condition(written.sql, writer.parameters, frozenset(writer.properties), near)
