"""The polygons of a file as one shape, for what keeps a shape and no layer: withheld areas."""

import os
from pathlib import Path

import numpy as np
import shapely
from django.conf import settings
from shapely.geometry.base import BaseGeometry

from gis.spatial.crs import WGS84, transformer
from importers.reading.limits import ReadLimits
from importers.reading.process import read
from importers.services.request import ImportRequest
from importers.services.understand import survey_crs
from layers.access.errors import AccessRefused
from layers.features.authority import OPERATOR

MOST_FEATURES = 10_000


def read_shape(path: Path, *, crs: str | None = None, source_layer: str | None = None) -> BaseGeometry:
    """All polygons of the file together, in longitude and latitude (WGS 84), by the pinned way.

    Raises:
        FileRefused, CrsRefused: what reading and the file's coordinate system say. AccessRefused: E-ACCESS-22 it holds
            other things than valid polygons, or too many.
    """
    limits = ReadLimits.from_environment(os.environ)
    with read(path, source_layer=source_layer, spool_dir=settings.VAR_DIR / "spool", limits=limits) as spool:
        survey = survey_crs(spool, ImportRequest(path, "-", by=OPERATOR, crs=crs)).crs
        if spool.count > MOST_FEATURES:
            raise _wrong(f"{spool.count} > {MOST_FEATURES}")
        columns = [batch.column("geometry").to_numpy(zero_copy_only=False) for batch in spool.batches()]
    shapes = shapely.from_wkb(np.concatenate(columns), on_invalid="fix")
    shapes = shapes[~shapely.is_missing(shapes)]
    if not len(shapes):
        raise _wrong("0")
    for shape in shapes:
        if shape.geom_type not in ("Polygon", "MultiPolygon"):
            raise _wrong(shape.geom_type)
        if not shape.is_valid:
            raise _wrong(shapely.is_valid_reason(shape))
    change = transformer(survey.epsg, WGS84).transform
    degrees: BaseGeometry = shapely.transform(
        shapely.union_all(shapely.force_2d(shapes)), lambda xy: np.column_stack(change(xy[:, 0], xy[:, 1]))
    )
    return degrees


def _wrong(value: str) -> AccessRefused:
    return AccessRefused("E-ACCESS-22", member="shape", value=value)
