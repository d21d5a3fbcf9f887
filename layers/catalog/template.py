"""A layer template in one call, and the three usual looks."""

from collections.abc import Mapping, Sequence
from typing import Any

from gis.spatial.kinds import GeometryKind
from layers.catalog.description import FieldDescription, LayerDescription, Title
from layers.catalog.styles import single


def template(
    name: str,
    title: tuple[str, str],
    description: tuple[str, str],
    theme: str,
    kind: GeometryKind,
    fields: Sequence[FieldDescription],
    style: Mapping[str, Any],
    *,
    min_zoom: int,
    key: Sequence[str] = ("code",),
    named_by: str = "name",
    legal_basis: str = "",
    access: str = "public",
) -> LayerDescription:
    """The description of a layer that isn't shown at the start and is stored in the city's zone; titles and
    descriptions are pairs of Vietnamese and English."""
    return LayerDescription(
        name=name,
        title=Title(*title),
        description=Title(*description),
        theme=theme,
        geometry_kind=kind,
        fields=tuple(fields),
        key_fields=tuple(key),
        title_field=named_by,
        legal_basis=legal_basis,
        access=access,
        style=style,
        min_zoom=min_zoom,
        shown_at_start=False,
    )


def dot(colour: str, radius: float = 4.0) -> dict[str, Any]:
    """Points: a disc with a white rim."""
    return single(colour, "#ffffff", width=0.8, opacity=0.95, radius=radius)


def stroke(colour: str, width: float = 1.8) -> dict[str, Any]:
    """Lines of one colour."""
    return single(colour, colour, width=width, opacity=0.9)


def area(fill: str, rim: str, opacity: float = 0.45) -> dict[str, Any]:
    """Areas that let the ground show."""
    return single(fill, rim, width=1.0, opacity=opacity)
