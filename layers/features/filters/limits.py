"""How large a filter may be, so that no one asks the server for more than many small requests would."""

from gis.errors import InvalidRequest
from layers.features.filters.nodes import Node, parts

MOST_CHARACTERS = 30_000
MOST_PARTS = 1_000
DEEPEST = 40
MOST_VERTICES = 5_000
"""Of all geometries together."""


def refuse_long(text: str) -> None:
    """Before anything is read.

    Raises:
        InvalidRequest: E-FILTER-04.
    """
    if len(text) > MOST_CHARACTERS:
        raise InvalidRequest("E-FILTER-04", length=len(text), most=MOST_CHARACTERS)


def refuse_large(node: Node) -> None:
    """Level by level, without recursion: what is checked here may be deeper than Python's stack.

    Raises:
        InvalidRequest: E-FILTER-05 too deep, E-FILTER-06 too many parts.
    """
    level, depth, count = [node], 1, 0
    while level:
        count += len(level)
        if depth > DEEPEST:
            raise InvalidRequest("E-FILTER-05", most=DEEPEST, at=level[0].at)
        if count > MOST_PARTS:
            raise InvalidRequest("E-FILTER-06", most=MOST_PARTS)
        level = [part for one in level for part in parts(one)]
        depth += 1
