"""A whole feature as somebody gives it: its values and its geometry, with everything that is wrong in one refusal."""

from typing import Any

from gis.errors import FeatureRefused, Problem
from gis.spatial.crs import Crs
from layers.catalog.description import LayerDescription
from layers.features.accepted_geometry import GeoJson, accepted_geometry
from layers.features.accepted_values import Given, found_values, refuse


def accepted_feature(
    description: LayerDescription, values: Given, geometry: GeoJson | None, crs: Crs, *, complete: bool
) -> dict[str, Any]:
    """The columns to write: the values, and `geom` as EWKB where a geometry is given (x east or longitude first).

    Raises:
        FeatureRefused: with the problems of `found_values` and of `accepted_geometry`, one by one.
    """
    accepted, problems = found_values(description, values, complete=complete)
    columns: dict[str, Any] = dict(accepted)
    if geometry is not None:
        try:
            columns["geom"] = accepted_geometry(description, geometry, crs)
        except FeatureRefused as refusal:
            problems.append(Problem(("geometry",), refusal))
    refuse(description, problems)
    return columns
