"""Areas in m², whatever the system of the coordinates."""

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from gis.spatial.crs import Crs

_EARTH = pyproj.Geod(ellps="WGS84")


def square_metres(geometries: npt.NDArray[np.object_], crs: Crs) -> npt.NDArray[np.float64]:
    """Of polygons, in the plane of their system; on the ellipsoid where that has degrees, one by one: for few.

    Of rings that cross themselves it is what their turns add up to, as survey programs compute it.
    """
    if not crs.is_geographic:
        return np.asarray(shapely.area(geometries), np.float64)
    return np.array([abs(_EARTH.geometry_area_perimeter(shape)[0]) for shape in geometries], np.float64)
