"""How a layer is drawn: one plain description from which the map's style and the legend are made.

`field` names the attribute whose value chooses a class; every class has its code, a text in both languages and a
colour, so that meaning never hangs on colour alone.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from layers.codes.shipped import shipped_list


def single(fill: str, stroke: str, *, width: float = 1.0, opacity: float = 0.7, radius: float = 4.0) -> dict[str, Any]:
    """One look for all features; colours as #rrggbb, width and radius in pixels."""
    return {
        "field": None,
        "default": {"fill": fill, "stroke": stroke, "width": width, "opacity": opacity, "radius": radius},
        "classes": [],
    }


PLAIN = single("#8d99ae", "#4a5568", opacity=0.5)
"""Of a layer whose declaration gives no style: nobody has to think of colours to see it."""


def by_value(field: str, classes: Iterable[Mapping[str, Any]], default: Mapping[str, Any]) -> dict[str, Any]:
    """A look by the value of a field; what has no class is drawn as `default["default"]`."""
    return {**default, "field": field, "classes": list(classes)}


def class_of(value: str, vi: str, en: str, fill: str) -> dict[str, Any]:
    return {"value": value, "label": {"vi": vi, "en": en}, "fill": fill}


def classes_from_list(name: str) -> list[dict[str, Any]]:
    """Classes in the colours of a code list as it ships, ended codes too; those without a colour are left to the
    default. A code with several meanings is drawn as its last."""
    last = {code.code: code for code in shipped_list(name).codes}
    return [class_of(code.code, code.title_vi, code.title("en"), code.colour) for code in last.values() if code.colour]
