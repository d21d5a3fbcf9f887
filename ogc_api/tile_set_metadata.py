"""What a vector tile set says of itself: OGC 17-083r4, clause 7 (tile set metadata), and TileJSON 3.0 for MapLibre.

A set is of one layer, or of several in one tile: of the whole dataset, or of those that were chosen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from gis.spatial.crs import CRS84_URI
from gis.spatial.kinds import GeometryKind
from layers.access.seen import SeenLayer
from layers.catalog.description import FieldDescription, Title
from layers.features.queries import Extent, SeenSummary
from layers.features.queries.tile_grid import MAX_ZOOM, TileAddress, TileGrid
from ogc_api import titles
from ogc_api.block import absolute
from ogc_api.json_schemas import json_schema
from ogc_api.links import JSON, link
from ogc_api.tile_limits import limits
from ogc_api.tile_matrix_sets import TILING_SCHEME, said_of
from ogc_api.titles import said

MVT = "application/vnd.mapbox-vector-tile"
MAX_USEFUL_ZOOM = 22
WEB = "WebMercatorQuad"
"""TileJSON knows no other set."""
_DIMENSION = {GeometryKind.POINT: 0, GeometryKind.LINE: 1, GeometryKind.POLYGON: 2}


@dataclass(frozen=True)
class Tiled:
    """What is in the tiles: layers, under one path below /ogc. `chosen` is the parameter `collections` as it goes into
    links; empty where all are meant."""

    path: str
    title: Title
    summaries: Sequence[SeenSummary]
    chosen: str = ""

    @classmethod
    def layer(cls, summary: SeenSummary) -> "Tiled":
        name = summary.description.name
        return cls(f"/collections/{name}/tiles", summary.description.title, [summary])

    @property
    def extent(self) -> Extent | None:
        """Around all of them, in degrees."""
        known = [one.extent for one in self.summaries if one.extent]
        if not known:
            return None
        west, south, east, north = zip(*known, strict=True)
        return min(west), min(south), max(east), max(north)


def tiled(description: SeenLayer) -> list[FieldDescription]:
    """The fields that are in tiles: never a personal one."""
    return [field for field in description.fields if not field.personal]


def first_level(grid: TileGrid, description: SeenLayer) -> int:
    """The level of a set from which on a layer is drawn; its own is a zoom of the web."""
    return next(z for z in range(MAX_ZOOM + 1) if TileAddress(z, 0, 0, grid).web_zoom >= description.min_zoom)


def tile_set(request: HttpRequest, of: Tiled, grid: TileGrid) -> dict[str, Any]:
    """The metadata of one or several layers in one tile matrix set."""
    path = f"{of.path}/{grid.name}"
    chosen = {"collections": of.chosen} if of.chosen else {}
    place = "{tileMatrix}/{tileRow}/{tileCol}"
    tile = link(request, "item", "", titles.TILE, MVT)
    tile |= {"href": f"{absolute(request, path)}/{place}?f=mvt{_chosen(of)}", "templated": True}
    as_tile_json = [link(request, "describedby", path, titles.TILEJSON, JSON, **chosen, f="tilejson")]
    document: dict[str, Any] = {
        "title": said(of.title),
        "dataType": "vector",
        **said_of(grid),
        "layers": [_layer(one.description, grid) for one in of.summaries],
        "links": [
            link(request, "self", path, titles.THIS_AS_JSON, **chosen, f="json"),
            link(request, "alternate", path, titles.THIS_AS_HTML, "text/html", **chosen, f="html"),
            *(as_tile_json if grid.name == WEB else []),
            link(request, TILING_SCHEME, f"/tileMatrixSets/{grid.name}", titles.TILE_MATRIX_SET),
            tile,
        ],
    }
    if of.extent:
        west, south, east, north = of.extent
        document["boundingBox"] = {"lowerLeft": [west, south], "upperRight": [east, north], "crs": CRS84_URI}
        document["centerPoint"] = {"coordinates": [(west + east) / 2, (south + north) / 2], "crs": CRS84_URI}
    reached = limits(grid, of.extent)
    return document | ({"tileMatrixSetLimits": reached} if reached else {})


def _layer(description: SeenLayer, grid: TileGrid) -> dict[str, Any]:
    properties = {field.name: {"title": said(field.title), **json_schema(field)} for field in tiled(description)}
    return {
        "id": description.name,
        "title": said(description.title),
        "dataType": "vector",
        "geometryDimension": _DIMENSION[description.geometry_kind],
        "minTileMatrix": str(first_level(grid, description)),
        "maxTileMatrix": str(MAX_ZOOM),
        "propertiesSchema": {"type": "object", "properties": properties},
    }


def tile_json(request: HttpRequest, of: Tiled) -> dict[str, Any]:
    """TileJSON 3.0, as MapLibre and QGIS read it."""
    first = min((one.description.min_zoom for one in of.summaries), default=0)
    document: dict[str, Any] = {
        "tilejson": "3.0.0",
        "name": said(of.title),
        "attribution": " · ".join(dict.fromkeys(filter(None, (one.description.attribution for one in of.summaries)))),
        "tiles": [absolute(request, f"{of.path}/{WEB}") + "/{z}/{y}/{x}?f=mvt" + _chosen(of)],
        "minzoom": first,
        "maxzoom": MAX_USEFUL_ZOOM,
        "bounds": list(of.extent or (-180.0, -85.0, 180.0, 85.0)),
        "vector_layers": [
            {
                "id": one.description.name,
                "fields": {field.name: said(field.title) for field in tiled(one.description)},
                "minzoom": one.description.min_zoom,
                "maxzoom": MAX_USEFUL_ZOOM,
            }
            for one in of.summaries
        ],
    }
    if of.extent:
        west, south, east, north = of.extent
        document["center"] = [(west + east) / 2, (south + north) / 2, max(first, 10)]
    return document


def _chosen(of: Tiled) -> str:
    """Names of layers need no escaping."""
    return f"&collections={of.chosen}" if of.chosen else ""
