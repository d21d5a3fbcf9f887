"""What changed, as the details of an event."""

from collections.abc import Mapping
from typing import Any

PLAIN = (str, int, float, bool, list, dict, type(None))


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """`{name: {"before", "after"}}` of what differs; what JSON doesn't hold, as text."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: {"before": _plain(before.get(name)), "after": _plain(after[name])} for name in names}


def _plain(value: Any) -> Any:
    return value if isinstance(value, PLAIN) else str(value)
