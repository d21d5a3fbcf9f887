"""A geometry as somebody gives it for one feature: sound, of the layer's kind, in its coordinate system."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import shapely

from gis.errors import FeatureRefused
from gis.spatial.crs import CRS84, Crs, bounds_in_degrees, transformer, usable_bounds
from gis.spatial.geometry import clean
from gis.spatial.wkb import as_ewkb
from layers.catalog.description import LayerDescription

GeoJson = Mapping[str, Any]


def accepted_geometry(description: LayerDescription, given: GeoJson, crs: Crs = CRS84) -> bytes:
    """EWKB in the layer's storage CRS and type, of a GeoJSON geometry in `crs` (x east or longitude first).

    Unlike an import it mends nothing: whoever draws one boundary sees it and can draw it right.

    Raises:
        FeatureRefused: E-FEATURE-05 where it is no geometry, of another kind, not sound, or so far outside of its
            system or the layer's that the numbers mean nothing.
    """
    shape = _read(description, given)
    cleaned = clean(np.array([shape]), description.geometry_kind)
    for mask, reason in (
        (cleaned.missing, "EMPTY"),
        (cleaned.not_finite, "NaN"),
        (cleaned.irreparable, str(given["type"])),
    ):
        if mask[0]:
            raise _refused(description, reason)
    if cleaned.repaired[0]:
        raise _refused(description, shapely.is_valid_reason(shape))
    found = cleaned.geometries[0]
    _demand_place(description, found.bounds, crs)
    if crs.epsg != description.storage_epsg:
        change = transformer(crs.epsg, description.storage_epsg).transform
        found = shapely.transform(found, lambda xy: np.column_stack(change(xy[:, 0], xy[:, 1])))
    wkb = pa.array([shapely.to_wkb(found, byte_order=1)], pa.binary())
    ewkb: bytes = as_ewkb(wkb, description.geometry_kind, description.storage.srid)[0].as_py()
    return ewkb


def _read(description: LayerDescription, given: GeoJson) -> shapely.Geometry:
    try:
        return shapely.geometry.shape(dict(given))
    except (AttributeError, KeyError, TypeError, ValueError, IndexError, shapely.errors.ShapelyError) as error:
        raise _refused(description, f"GeoJSON: {error}"[:120]) from None


def _demand_place(description: LayerDescription, bounds: tuple[float, float, float, float], crs: Crs) -> None:
    degrees = bounds_in_degrees(bounds, crs.epsg)
    for epsg in (crs.epsg, description.storage_epsg):
        west, south, east, north = usable_bounds(epsg)
        inside = west <= degrees[0] <= degrees[2] <= east and south <= degrees[1] <= degrees[3] <= north
        if not inside:  # infinite too, where the numbers are none of the system's
            raise _refused(description, f"({bounds[0]:.8g}, {bounds[1]:.8g}) {crs} ∉ EPSG:{epsg}")


def _refused(description: LayerDescription, reason: str) -> FeatureRefused:
    return FeatureRefused(
        "E-FEATURE-05", layer=description.name, expected=str(description.geometry_kind), reason=reason
    )
