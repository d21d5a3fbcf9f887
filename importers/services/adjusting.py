"""Coordinates as they are meant: axes swapped, millimetres made metres, before anything else looks at them."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely

from gis.errors import InvalidRequest
from importers.normalise.crs_candidates import MILLIMETRES, Unit
from importers.reading.spool import Spool
from importers.services.request import ImportRequest


def adjust(spool: Spool, request: ImportRequest) -> None:
    """Read the file's geometry as the request says; heights are divided too. What can't be read stays as it is.

    Raises:
        InvalidRequest: E-CRS-07 the unit is none of m and mm.
    """
    if request.unit and request.unit not in list(Unit):
        raise InvalidRequest("E-CRS-07", unit=request.unit[:20])
    factor = 1 / MILLIMETRES if request.unit and Unit(request.unit) is Unit.MM else 1.0
    if not request.swap_axes and factor == 1.0:
        return

    def moved(xyz: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        order = [1, 0, *range(2, xyz.shape[1])] if request.swap_axes else slice(None)
        return np.asarray(xyz[:, order] * factor)

    def change(column: pa.Array) -> pa.Array:
        raw = column.to_numpy(zero_copy_only=False)
        shapes = shapely.from_wkb(raw, on_invalid="fix")
        flat, high = ~shapely.has_z(shapes), shapely.has_z(shapes)
        shapes[flat] = shapely.transform(shapes[flat], moved)
        shapes[high] = shapely.transform(shapes[high], moved, include_z=True)
        written = shapely.to_wkb(shapes)
        return pa.array([read if made is None else made for read, made in zip(raw, written, strict=True)], column.type)

    source, bounds = spool.metadata, spool.metadata.bounds
    if bounds is not None:
        corners = moved(np.array(bounds).reshape(2, 2))
        bounds = (float(corners[0, 0]), float(corners[0, 1]), float(corners[1, 0]), float(corners[1, 1]))
    spool.adjust(change, replace(source, bounds=bounds))
