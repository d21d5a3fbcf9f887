"""What a vector tile set says of itself: OGC 17-083r4, clause 7 (tile set metadata), and TileJSON 3.0 for MapLibre."""

from typing import Any

from django.http import HttpRequest

from gis.spatial.kinds import GeometryKind
from layers.access.seen import SeenLayer
from layers.catalog.description import FieldDescription
from layers.features.queries import SeenSummary
from ogc_api import titles
from ogc_api.block import absolute
from ogc_api.json_schemas import json_schema
from ogc_api.links import JSON, link
from ogc_api.tile_matrix_sets import TILE_MATRIX_SETS, TILING_SCHEME
from ogc_api.titles import said

MVT = "application/vnd.mapbox-vector-tile"
WEB_MERCATOR_URI = "http://www.opengis.net/def/crs/EPSG/0/3857"
CRS84_URI = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
MAX_USEFUL_ZOOM = 22
_DIMENSION = {GeometryKind.POINT: 0, GeometryKind.LINE: 1, GeometryKind.POLYGON: 2}


def tiled(description: SeenLayer) -> list[FieldDescription]:
    """The fields that are in tiles: never a personal one."""
    return [field for field in description.fields if not field.personal]


def tile_set(request: HttpRequest, summary: SeenSummary, matrix_set: str) -> dict[str, Any]:
    """The metadata of one layer in one tile matrix set."""
    name = summary.description.name
    path = f"/collections/{name}/tiles/{matrix_set}"
    place = "{tileMatrix}/{tileRow}/{tileCol}"
    tile = link(request, "item", "", titles.TILE, MVT)
    tile |= {"href": f"{absolute(request, path)}/{place}?f=mvt", "templated": True}
    document: dict[str, Any] = {
        "title": said(summary.description.title),
        "dataType": "vector",
        "crs": WEB_MERCATOR_URI,
        "tileMatrixSetURI": TILE_MATRIX_SETS[matrix_set],
        "layers": [_layer(summary)],
        "links": [
            link(request, "self", path, titles.THIS_AS_JSON, f="json"),
            link(request, "alternate", path, titles.THIS_AS_HTML, "text/html", f="html"),
            link(request, "describedby", path, titles.TILEJSON, JSON, f="tilejson"),
            link(request, TILING_SCHEME, f"/tileMatrixSets/{matrix_set}", titles.TILE_MATRIX_SET),
            tile,
        ],
    }
    if summary.extent:
        west, south, east, north = summary.extent
        document["boundingBox"] = {"lowerLeft": [west, south], "upperRight": [east, north], "crs": CRS84_URI}
    return document


def _layer(summary: SeenSummary) -> dict[str, Any]:
    description = summary.description
    properties = {field.name: {"title": said(field.title), **json_schema(field)} for field in tiled(description)}
    return {
        "id": description.name,
        "title": said(description.title),
        "dataType": "vector",
        "geometryDimension": _DIMENSION[description.geometry_kind],
        "propertiesSchema": {"type": "object", "properties": properties},
    }


def tile_json(request: HttpRequest, summary: SeenSummary, matrix_set: str) -> dict[str, Any]:
    """TileJSON 3.0, as MapLibre and QGIS read it."""
    description = summary.description
    tiles = absolute(request, f"/collections/{description.name}/tiles/{matrix_set}") + "/{z}/{y}/{x}?f=mvt"
    return {
        "tilejson": "3.0.0",
        "name": said(description.title),
        "attribution": description.attribution,
        "tiles": [tiles],
        "minzoom": description.min_zoom,
        "maxzoom": MAX_USEFUL_ZOOM,
        "bounds": list(summary.extent or (-180.0, -85.0, 180.0, 85.0)),
        "vector_layers": [
            {
                "id": description.name,
                "fields": {field.name: said(field.title) for field in tiled(description)},
                "minzoom": description.min_zoom,
                "maxzoom": MAX_USEFUL_ZOOM,
            }
        ],
    }
