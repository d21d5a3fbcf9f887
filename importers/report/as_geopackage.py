"""The rejected features as a GeoPackage to be corrected and imported again: as they were read, with the reasons beside.

The columns of ours (OURS) are passed over when the file comes back.
"""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import shapely

from gis.spatial.crs import Crs
from importers.normalise.own_columns import NUMBER, REASON_EN, REASON_VI
from importers.report.material import FID, GEOMETRY, REASONS, Material

_GEOMETRY_COLUMN, _ROW_COLUMN = "_geometry", "_row"
"""Names that no source is likely to use."""


def rejected(material: Material) -> pa.Table:
    """Their rows of the features."""
    return material.features.filter(pc.greater(pc.list_value_length(material.features.column(REASONS)), 0))


def write_rejected(material: Material, path: Path) -> int:
    """Write them in the system of the survey, and say how many there are; without any nothing is written."""
    from pyogrio.raw import write_arrow

    table = rejected(material)
    if not len(table):
        return 0
    reasons = [[material.found[number] for number in numbers] for numbers in table.column(REASONS).to_pylist()]
    columns = {name: _writable(table.column(name)) for name in material.columns}
    columns[REASON_VI] = pa.array([" ".join(f"{f.code}: {f.message('vi')}" for f in each) for each in reasons])
    columns[REASON_EN] = pa.array([" ".join(f"{f.code}: {f.message('en')}" for f in each) for each in reasons])
    columns[NUMBER] = table.column(FID)
    shapes = shapely.from_wkb(table.column(GEOMETRY).to_numpy(), on_invalid="fix")
    columns[_GEOMETRY_COLUMN] = pa.array(shapely.to_wkb(shapes), pa.binary())
    write_arrow(
        pa.table(columns),
        path,
        layer="rejected",
        driver="GPKG",
        geometry_name=_GEOMETRY_COLUMN,
        geometry_type="Unknown",
        crs=str(Crs(material.survey_epsg)),
        layer_options={"GEOMETRY_NAME": _GEOMETRY_COLUMN, "FID": _ROW_COLUMN},
    )
    return len(table)


def _writable(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """In a type that a GeoPackage has."""
    kind = column.type
    if pa.types.is_null(kind) or pa.types.is_nested(kind) or pa.types.is_dictionary(kind):
        return pa.chunked_array([pa.array([None if v is None else str(v) for v in column.to_pylist()], pa.string())])
    if pa.types.is_unsigned_integer(kind):
        return column.cast(pa.int64())
    return column
