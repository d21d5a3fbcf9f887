"""GeoPackage 1.3 (OGC 12-128r17): a database file, so it is written as a whole before its first byte is sent.

GDAL writes it to a file in the temporary folder, batch by batch, so that memory stays the same; the file's name is gone
before the first byte leaves, and the file with the answer, however that ends.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from gis.spatial.crs import Crs
from layers.catalog.description import FieldDescription, FieldType, Title
from layers.features.queries import RowForm
from ogc_api.encoders.encoding import Encoding, Features

MOST = 500_000
"""Features that are written while somebody waits: about half a minute's work."""
GEOMETRY = "geom"
_CHUNK = 1 << 18
_TYPES = {
    FieldType.TEXT: pa.string(),
    FieldType.INTEGER: pa.int64(),
    FieldType.DECIMAL: pa.float64(),
    FieldType.BOOLEAN: pa.bool_(),
    FieldType.DATE: pa.date32(),
    FieldType.TIME: pa.timestamp("ms", "UTC"),
}


def _geopackage(features: Features) -> Iterator[bytes]:
    with TemporaryDirectory(prefix="dothi-") as folder:
        path = Path(folder) / f"{features.seen.name}.gpkg"
        _write(features, path)
        file = path.open("rb")
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _write(features: Features, path: Path) -> None:
    from pyogrio.raw import write_arrow

    seen = features.seen
    schema = pa.schema(
        [
            pa.field("id", pa.int64()),
            *(pa.field(one.name, _TYPES[one.type.value_type], metadata=_told(features, one)) for one in seen.fields),
            pa.field(GEOMETRY, pa.binary()),
        ]
    )
    write_arrow(
        pa.RecordBatchReader.from_batches(schema, _batches(features, schema)),
        path,
        layer=seen.name,
        driver="GPKG",
        geometry_name=GEOMETRY,
        geometry_type=seen.geometry_kind.postgis_type,
        crs=_authority(features.crs),
        dataset_options={"VERSION": "1.3"},
        layer_options={
            "GEOMETRY_NAME": GEOMETRY,
            "FID": "fid",
            "IDENTIFIER": seen.title.en if features.language == "en" else seen.title.vi,
        },
    )


def _told(features: Features, field: FieldDescription) -> dict[str, str]:
    """What GDAL keeps in gpkg_data_columns: what people call a field."""
    return {"GDAL:OGR:alternative_name": features.title_of(field)}


def _authority(crs: Crs) -> str:
    """GeoPackage has east first in every system, so EPSG:4326 says the same as CRS84."""
    return f"EPSG:{crs.epsg}"


def _batches(features: Features, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    for piece in features.pieces:
        *values, shapes = zip(*piece, strict=True)
        columns = [*values, [None if shape is None else bytes(shape) for shape in shapes]]
        yield pa.record_batch(
            [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
        )


GEOPACKAGE = Encoding(
    "gpkg", "application/geopackage+sqlite3", "gpkg", "GeoPackage",
    Title("Một tệp để sửa trong QGIS, giữ đủ kiểu dữ liệu", "A file to edit in QGIS, with all types of values"),
    RowForm.WKB, _geopackage, most=MOST,
)  # fmt: skip
