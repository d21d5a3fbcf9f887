"""OGC API - Tiles, Part 1: vector tiles of each collection in WebMercatorQuad."""

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse

from gis.errors import NotFound
from layers.catalog.queries import summarised
from layers.features.queries import TileAddress, read_tile
from ogc_api import negotiation
from ogc_api.block import BuildingBlock, Route, absolute
from ogc_api.parameters import DATETIME, FORMAT, LANGUAGE, Parameter, read_moment, refuse_unknown
from ogc_api.tile_matrix_sets import TILE_MATRIX_SETS, definition_of

MVT = "application/vnd.mapbox-vector-tile"
MVT_PARAMETER = Parameter("f", "Representation", {"type": "string", "enum": ["mvt"]})


def tile_matrix_sets(request: HttpRequest) -> HttpResponse:
    refuse_unknown(request, ())
    sets = [
        {"id": name, "title": name, "uri": uri, "links": [_link(request, "self", f"/tileMatrixSets/{name}")]}
        for name, uri in TILE_MATRIX_SETS.items()
    ]
    return negotiation.answer(request, {"tileMatrixSets": sets}, "document")


def tile_matrix_set(request: HttpRequest, matrix_set: str) -> HttpResponse:
    refuse_unknown(request, ())
    return negotiation.answer(request, definition_of(matrix_set), "document")


def tilesets(request: HttpRequest, name: str) -> HttpResponse:
    refuse_unknown(request, ())
    return negotiation.answer(request, {"tilesets": [_tileset(request, name, s) for s in TILE_MATRIX_SETS]}, "document")


def tileset(request: HttpRequest, name: str, matrix_set: str) -> HttpResponse:
    refuse_unknown(request, ())
    definition_of(matrix_set)
    if request.GET.get("f") == "tilejson":
        return negotiation.json_answer(_tilejson(request, name, matrix_set))
    return negotiation.answer(request, _tileset(request, name, matrix_set), "document")


def tile(request: HttpRequest, name: str, matrix_set: str, z: str, row: str, column: str) -> HttpResponse:
    description = summarised(name).description
    refuse_unknown(request, ("datetime",))
    negotiation.wanted(request, ("mvt",))
    definition_of(matrix_set)
    digits = all(part.isascii() and part.isdigit() and len(part) <= 10 for part in (z, row, column))
    address = TileAddress(int(z), int(column), int(row)) if digits else None
    if address is None or not address.exists:
        raise NotFound("E-REQUEST-09", z=z[:10], y=row[:10], x=column[:10], set=matrix_set)
    body = read_tile(description, address, read_moment(request))
    etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(body, content_type=MVT)
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    return response


def _link(request: HttpRequest, rel: str, path: str, media_type: str = "application/json") -> dict[str, Any]:
    return {"rel": rel, "type": media_type, "href": absolute(request, path)}


def _tile_template(request: HttpRequest, name: str, matrix_set: str, z: str, row: str, column: str) -> str:
    return absolute(request) + f"/collections/{name}/tiles/{matrix_set}/{{{z}}}/{{{row}}}/{{{column}}}?f=mvt"


def _tileset(request: HttpRequest, name: str, matrix_set: str) -> dict[str, Any]:
    summary = summarised(name)
    item = _link(request, "item", "", MVT)
    item |= {"href": _tile_template(request, name, matrix_set, "tileMatrix", "tileRow", "tileCol"), "templated": True}
    return {
        "title": summary.description.title.vi,
        "dataType": "vector",
        "crs": "http://www.opengis.net/def/crs/EPSG/0/3857",
        "tileMatrixSetURI": TILE_MATRIX_SETS[matrix_set],
        "links": [
            _link(request, "self", f"/collections/{name}/tiles/{matrix_set}"),
            _link(
                request, "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme", f"/tileMatrixSets/{matrix_set}"
            ),
            item,
        ],
    }  # fmt: skip


def _tilejson(request: HttpRequest, name: str, matrix_set: str) -> dict[str, Any]:
    """TileJSON 3.0, as MapLibre and QGIS read it."""
    summary = summarised(name)
    description = summary.description
    return {
        "tilejson": "3.0.0",
        "name": description.title.vi,
        "attribution": description.attribution,
        "tiles": [_tile_template(request, name, matrix_set, "z", "y", "x")],
        "minzoom": description.min_zoom,
        "maxzoom": 22,
        "bounds": list(summary.extent or (-180.0, -85.0, 180.0, 85.0)),
        "vector_layers": [
            {"id": name, "fields": {field.name: field.title.vi for field in description.public_fields}}
        ],
    }  # fmt: skip


_COMMON = (FORMAT, LANGUAGE)
_TILEJSON = Parameter("f", "Representation", {"type": "string", "enum": ["json", "html", "tilejson"]})
BLOCK = BuildingBlock(
    title="Tiles, Part 1: Core",
    specification="https://docs.ogc.org/is/20-057/20-057.html",
    conformance=(
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
    ),
    routes=(
        Route("tileMatrixSets", "tile-matrix-sets", tile_matrix_sets, "Tile matrix sets", _COMMON),
        Route("tileMatrixSets/{matrix_set}", "tile-matrix-set", tile_matrix_set, "One tile matrix set", _COMMON),
        Route("collections/{name}/tiles", "tilesets", tilesets, "Vector tile sets of a collection", _COMMON),
        Route(
            "collections/{name}/tiles/{matrix_set}", "tileset", tileset, "One vector tile set", (_TILEJSON, LANGUAGE)
        ),
        Route(
            "collections/{name}/tiles/{matrix_set}/{z}/{row}/{column}", "tile", tile, "A vector tile",
            (MVT_PARAMETER, LANGUAGE, DATETIME), (MVT,),
        ),
    ),
)  # fmt: skip
