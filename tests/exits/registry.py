"""Every exit of the product, by the names of its routes: how a viewer asks there, and what has to come.

A new route joins with a function in one of the modules beside this one; `test_every_route_is_an_exit_or_says_why_not` fails
until it does.
"""

from collections.abc import Callable

import shapely

from tests.exits.asking import Viewer

EXITS: dict[str, Callable[[Viewer], None]] = {}
MISSING_ID = 987_654


def leaves_by(*routes: str) -> Callable[[Callable[[Viewer], None]], Callable[[Viewer], None]]:
    def register(check: Callable[[Viewer], None]) -> Callable[[Viewer], None]:
        for route in routes:
            assert route not in EXITS
            EXITS[route] = check
        return check

    return register


def hidden_layers(viewer: Viewer) -> list[str]:
    return [name for name in viewer.city.layers if name not in viewer.sees.layers()]


def touches(sight, layer: str, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = sight.bounds
    if layer == "qline":
        return shapely.LineString([(west, south), (east, north)]).intersects(shapely.box(*box))
    return west <= box[2] and box[0] <= east and south <= box[3] and box[1] <= north
