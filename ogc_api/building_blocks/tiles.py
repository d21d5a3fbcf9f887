"""OGC API - Tiles, Part 1: vector tiles of each collection in WebMercatorQuad."""

from django.http import HttpRequest, HttpResponse

from gis.errors import NotFound
from layers.access.requests import view_of
from layers.features.queries import TileAddress, of_tiles, read_tile
from layers.features.queries import summary as summary_of
from layers.features.queries.tile import MAX_ZOOM
from ogc_api import negotiation, titles
from ogc_api.block import BuildingBlock, Parameter, Route
from ogc_api.filter_parameters import FILTER_NAMES, FILTER_PARAMETERS, read_filter
from ogc_api.layer_tags import tagged_tile
from ogc_api.parameters import DATETIME, FORMAT, LANGUAGE, read_moment, refuse_unknown
from ogc_api.tile_matrix_sets import TILE_MATRIX_SETS, definition_of, list_of_sets
from ogc_api.tile_set_metadata import MVT, tile_json, tile_set

MVT_PARAMETER = Parameter("f", "Representation", {"type": "string", "enum": ["mvt"]}, vi="Dạng trả lời")


def tile_matrix_sets(request: HttpRequest) -> HttpResponse:
    refuse_unknown(request, ())
    return negotiation.answer(request, list_of_sets(request), "tile-matrix-sets")


def tile_matrix_set(request: HttpRequest, tile_matrix_set_id: str) -> HttpResponse:
    refuse_unknown(request, ())
    return negotiation.answer(request, definition_of(tile_matrix_set_id), "document")


def tilesets(request: HttpRequest, name: str) -> HttpResponse:
    refuse_unknown(request, ())
    summary = summary_of(view_of(request), name)
    document = {"tilesets": [tile_set(request, summary, matrix_set) for matrix_set in TILE_MATRIX_SETS]}
    return negotiation.answer(
        request,
        document,
        "tile-sets",
        description=summary.description,
        sets=list(TILE_MATRIX_SETS),
        tiles_title=titles.TILES,
    )


def tileset(request: HttpRequest, name: str, tile_matrix_set_id: str) -> HttpResponse:
    refuse_unknown(request, ())
    summary = summary_of(view_of(request), name)
    definition_of(tile_matrix_set_id)
    if negotiation.wanted(request, ("json", "html", "tilejson")) == "tilejson":
        return negotiation.json_answer(request, tile_json(request, summary, tile_matrix_set_id))
    document = tile_set(request, summary, tile_matrix_set_id)
    return negotiation.answer(
        request,
        document,
        "tile-set",
        description=summary.description,
        tile_matrix_set=tile_matrix_set_id,
        tiles_title=titles.TILES,
    )


@tagged_tile
def tile(
    request: HttpRequest, name: str, tile_matrix_set_id: str, tile_matrix: str, tile_row: str, tile_col: str
) -> HttpResponse:
    description = view_of(request).layer(name)
    refuse_unknown(request, ("datetime", *FILTER_NAMES))
    negotiation.wanted(request, ("mvt",))
    definition_of(tile_matrix_set_id)
    place = (tile_matrix, tile_row, tile_col)
    digits = all(part.isascii() and part.isdigit() and len(part) <= 10 for part in place)
    address = TileAddress(int(tile_matrix), int(tile_col), int(tile_row)) if digits else None
    if address is None or not address.exists:
        z, y, x = (part[:10] for part in place)
        raise NotFound("E-REQUEST-09", z=z, y=y, x=x, set=tile_matrix_set_id)
    condition = read_filter(request, of_tiles(description))
    content = read_tile(description, address, read_moment(request), condition)
    return HttpResponse(content, content_type=MVT)


_COMMON = (FORMAT, LANGUAGE)
_FORMS = Parameter("f", "Representation", {"type": "string", "enum": ["json", "html", "tilejson"]}, vi="Dạng trả lời")
_SET = Parameter(
    "tileMatrixSetId", "Which tile matrix set", {"type": "string", "enum": list(TILE_MATRIX_SETS)}, vi="Bộ ma trận ô"
)
_PLACE = (
    Parameter("tileMatrix", "Zoom level", {"type": "integer", "minimum": 0, "maximum": MAX_ZOOM}, vi="Mức phóng"),
    Parameter("tileRow", "Row, from the north", {"type": "integer", "minimum": 0}, vi="Hàng, từ phía bắc"),
    Parameter("tileCol", "Column, from the west", {"type": "integer", "minimum": 0}, vi="Cột, từ phía tây"),
)
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
        Route(
            "tileMatrixSets", "tile-matrix-sets", tile_matrix_sets, "Tile matrix sets", _COMMON,
            vi="Các bộ ma trận ô",
        ),
        Route(
            "tileMatrixSets/{tileMatrixSetId}", "tile-matrix-set", tile_matrix_set, "One tile matrix set", _COMMON,
            places=(_SET,), vi="Một bộ ma trận ô",
        ),
        Route(
            "collections/{name}/tiles", "tilesets", tilesets, "Vector tile sets of a collection", _COMMON,
            vi="Các bộ ô vectơ của tập dữ liệu",
        ),
        Route(
            "collections/{name}/tiles/{tileMatrixSetId}", "tileset", tileset, "One vector tile set",
            (_FORMS, LANGUAGE), places=(_SET,), vi="Một bộ ô vectơ",
        ),
        Route(
            "collections/{name}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}", "tile", tile,
            "A vector tile", (MVT_PARAMETER, LANGUAGE, DATETIME, *FILTER_PARAMETERS), (MVT,),
            places=(_SET, *_PLACE), vi="Một ô vectơ",
        ),
    ),
)  # fmt: skip
