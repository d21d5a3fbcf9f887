"""What happened to a feature, as its page tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from layers.access.seen import SeenLayer
from layers.catalog.description import FieldDescription, Title
from layers.features.queries import Version, timeline

MOST = 20
"""Versions on the page; /api has them all."""
_WORDS = {"I": Title("Thêm", "Added"), "U": Title("Sửa", "Changed"), "D": Title("Xóa", "Removed")}
_SPANS = {
    "valid_from": FieldDescription("valid_from", Title("Hiệu lực từ", "Valid from")),
    "valid_to": FieldDescription("valid_to", Title("Hiệu lực đến", "Valid to")),
}


@dataclass(frozen=True)
class Event:
    """One version: when, what, and each changed field with its values before and after."""

    at: datetime
    word: Title
    version: int
    import_run: int | None
    changes: Sequence[tuple[FieldDescription, Any, Any]]
    moved: bool


def life(description: SeenLayer, public_id: int) -> list[Event]:
    """The last versions, newest first."""
    return [_event(description, version) for version in reversed(timeline(description, public_id)[-MOST:])]


def _event(description: SeenLayer, version: Version) -> Event:
    fields = {field.name: field for field in description.fields} | _SPANS
    return Event(
        at=version.recorded_from,
        word=_WORDS[version.operation],
        version=version.version,
        import_run=version.import_run,
        changes=[(fields[change.field], change.before, change.after) for change in version.changes],
        moved=version.moved_from is not None,
    )
