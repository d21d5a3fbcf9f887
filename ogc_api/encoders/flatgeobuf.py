"""FlatGeobuf without an index, so that it can be sent while it is read."""

from collections.abc import Iterator

from gis.spatial.flatgeobuf import MEDIA_TYPE, Column, ColumnType, beginning
from gis.spatial.flatgeobuf_features import encoder
from layers.catalog.description import FieldType, Title
from layers.features.queries import RowForm
from ogc_api.encoders.encoding import Encoding, Features

_TYPES = {
    FieldType.TEXT: ColumnType.STRING,
    FieldType.INTEGER: ColumnType.LONG,
    FieldType.DECIMAL: ColumnType.DOUBLE,
    FieldType.BOOLEAN: ColumnType.BOOL,
    FieldType.DATE: ColumnType.DATETIME,
    FieldType.TIME: ColumnType.DATETIME,
}
"""FlatGeobuf has no days: a reader gets the midnight that begins one."""


def _flatgeobuf(features: Features) -> Iterator[bytes]:
    seen = features.seen
    columns = [Column("id", ColumnType.LONG)]
    columns += [Column(one.name, _TYPES[one.type.value_type], features.title_of(one)) for one in seen.fields]
    title = seen.title.en if features.language == "en" else seen.title.vi
    feature = encoder(columns)
    yield beginning(seen.name, title, seen.geometry_kind, features.crs, columns, features.matched)
    for piece in features.pieces:
        yield b"".join([feature(row[:-1], row[-1]) for row in piece])


FLATGEOBUF = Encoding(
    "fgb", MEDIA_TYPE, "fgb", "FlatGeobuf",
    Title("Lớp lớn cho QGIS và GDAL: nhanh và gọn nhất", "Large layers for QGIS and GDAL: fastest and smallest"),
    RowForm.WKB, _flatgeobuf,
)  # fmt: skip
