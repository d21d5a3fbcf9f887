"""How a layer is drawn: one plain description from which the map's style and the legend are made.

`field` names the attribute whose value chooses a class; every class has its code, a text in both languages and a
colour, so that meaning never hangs on colour alone.
"""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any


def single(fill: str, stroke: str, *, width: float = 1.0, opacity: float = 0.7, radius: float = 4.0) -> dict[str, Any]:
    """One look for all features; colours as #rrggbb, width and radius in pixels."""
    return {
        "field": None,
        "default": {"fill": fill, "stroke": stroke, "width": width, "opacity": opacity, "radius": radius},
        "classes": [],
    }


def by_value(field: str, classes: Iterable[Mapping[str, Any]], default: Mapping[str, Any]) -> dict[str, Any]:
    """A look by the value of a field; what has no class is drawn as `default["default"]`."""
    return {**default, "field": field, "classes": list(classes)}


def class_of(value: str, vi: str, en: str, fill: str) -> dict[str, Any]:
    return {"value": value, "label": {"vi": vi, "en": en}, "fill": fill}


def classes_from_csv(path: Path, *, value: str, vi: str, fill: str) -> list[dict[str, Any]]:
    """Classes from a sourced table: the named columns hold code, Vietnamese text and colour; rows without colour are
    left to the default. No official English exists for them, so the Vietnamese term stands in both languages."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [class_of(row[value], row[vi], row[vi], row[fill]) for row in rows if row[fill]]
