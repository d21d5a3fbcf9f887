"""A timeline as JSON: the same words on the command line and over the API."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from layers.features.queries.timeline import Shape, Version

OPERATIONS = {"I": "added", "U": "changed", "D": "removed"}


def timeline_document(versions: Sequence[Version]) -> list[dict[str, Any]]:
    """Times as ISO 8601 with their zone, days as ISO 8601, measures in m or m²."""
    return [_version(version) for version in versions]


def _version(version: Version) -> dict[str, Any]:
    return {
        "version": version.version,
        "operation": OPERATIONS[version.operation],
        "recorded_from": version.recorded_from.isoformat(),
        "recorded_to": version.recorded_to.isoformat() if version.recorded_to else None,
        "valid_from": version.valid_from.isoformat() if version.valid_from else None,
        "valid_to": version.valid_to.isoformat() if version.valid_to else None,
        "import_run": version.import_run,
        "properties": version.values,
        "changes": [asdict(change) for change in version.changes],
        "geometry": _shape(version.shape),
        "moved_from": _shape(version.moved_from) if version.moved_from else None,
    }


def _shape(shape: Shape) -> dict[str, Any]:
    return {"measure": shape.measure, "point": [shape.longitude, shape.latitude]}
