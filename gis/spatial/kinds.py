"""The kinds of geometry that layers hold, and the OGC types that are of each kind."""

from enum import StrEnum


class GeometryKind(StrEnum):
    """The kind of geometry that a layer holds; storage is always the multi type of the kind."""

    POINT = "point"
    LINE = "line"
    POLYGON = "polygon"

    @property
    def postgis_type(self) -> str:
        """The column type: points stay single, lines and polygons are stored as multi."""
        return {"point": "Point", "line": "MultiLineString", "polygon": "MultiPolygon"}[self]

    @property
    def vietnamese(self) -> str:
        """What sentences in Vietnamese call it."""
        return {"point": "điểm", "line": "đường", "polygon": "vùng"}[self]

    @property
    def dimension(self) -> int:
        return {"point": 0, "line": 1, "polygon": 2}[self]


KIND_OF_TYPE = {
    "point": GeometryKind.POINT, "multipoint": GeometryKind.POINT,
    "linestring": GeometryKind.LINE, "multilinestring": GeometryKind.LINE, "linearring": GeometryKind.LINE,
    "polygon": GeometryKind.POLYGON, "multipolygon": GeometryKind.POLYGON,
}  # fmt: skip
"""Kind by lower-case OGC type name; a geometry collection has none."""
