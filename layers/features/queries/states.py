"""What state a layer's features are in: another word after every write, at the cost of one look into an index."""

import time

from django.db import connection

from layers.catalog.queries import VERSION_SECONDS

# By its entry alone a write that is committed after others that were logged behind it would not be noticed.
_SQL = (
    "SELECT (SELECT extract(epoch FROM recorded_at) || '/' || id FROM feature.change_log"
    " WHERE layer = %(layer)s ORDER BY id DESC LIMIT 1),"
    " (SELECT max(position) FROM feature.change_set WHERE layer = %(layer)s)"
)

_states: dict[str, tuple[float, str]] = {}


def layer_state(layer: str, *, now: bool = False) -> str:
    """The same for all workers. Asked once a second, as the catalog's version is, unless it has to be of `now`: a page
    of features would pay for the question each time."""
    asked = time.monotonic()
    asked_at, state = _states.get(layer, (-VERSION_SECONDS, ""))
    if now or asked - asked_at >= VERSION_SECONDS:
        with connection.cursor() as cursor:
            cursor.execute(_SQL, {"layer": layer})
            last, position = cursor.fetchone()
        state = f"{last}+{position}"
        _states[layer] = (asked, state)
    return state


def forget() -> None:
    """What is known of states: for tests."""
    _states.clear()
