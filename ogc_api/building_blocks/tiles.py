"""OGC API - Tiles, Part 1: vector tiles of each collection, in each tile matrix set."""

from django.http import HttpRequest, HttpResponse

from layers.access.requests import view_of
from layers.features.queries import kept_tiles, of_tiles
from layers.features.queries import summary as summary_of
from ogc_api import negotiation, titles
from ogc_api.block import BuildingBlock, Route
from ogc_api.filter_parameters import FILTER_NAMES, FILTER_PARAMETERS, read_filter
from ogc_api.parameters import DATETIME, FORMAT, LANGUAGE, read_moment, refuse_unknown
from ogc_api.tile_answers import FORMS, MVT_PARAMETER, PLACE, SET, address_in, answer
from ogc_api.tile_matrix_sets import definition_of, grid_named, grids_of, list_of_sets, names_of
from ogc_api.tile_set_metadata import MVT, WEB, Tiled, tile_json, tile_set


def tile_matrix_sets(request: HttpRequest) -> HttpResponse:
    refuse_unknown(request, ())
    return negotiation.answer(request, list_of_sets(request), "tile-matrix-sets")


def tile_matrix_set(request: HttpRequest, tile_matrix_set_id: str) -> HttpResponse:
    refuse_unknown(request, ())
    return negotiation.answer(request, definition_of(tile_matrix_set_id), "document")


def tilesets(request: HttpRequest, name: str) -> HttpResponse:
    refuse_unknown(request, ())
    summary = summary_of(view_of(request), name)
    sets = grids_of(summary.description).values()
    return negotiation.answer(
        request,
        {"tilesets": [tile_set(request, Tiled.layer(summary), grid) for grid in sets]},
        "tile-sets",
        description=summary.description,
        sets=names_of(sets),
        tiles_title=titles.TILES,
    )


def tileset(request: HttpRequest, name: str, tile_matrix_set_id: str) -> HttpResponse:
    refuse_unknown(request, ())
    summary = summary_of(view_of(request), name)
    grid = grid_named(tile_matrix_set_id, grids_of(summary.description))
    of = Tiled.layer(summary)
    if negotiation.wanted(request, ("json", "html", *(["tilejson"] if grid.name == WEB else []))) == "tilejson":
        return negotiation.json_answer(request, tile_json(request, of))
    return negotiation.answer(
        request,
        tile_set(request, of, grid),
        "tile-set",
        description=summary.description,
        tile_matrix_set=tile_matrix_set_id,
        tiles_title=titles.TILES,
    )


def tile(
    request: HttpRequest, name: str, tile_matrix_set_id: str, tile_matrix: str, tile_row: str, tile_col: str
) -> HttpResponse:
    description = view_of(request).layer(name)
    refuse_unknown(request, ("datetime", *FILTER_NAMES))
    negotiation.wanted(request, ("mvt",))
    address = address_in(grid_named(tile_matrix_set_id, grids_of(description)), tile_matrix, tile_row, tile_col)
    moment = read_moment(request)
    condition = read_filter(request, of_tiles(description)) if request.GET else None
    return answer(kept_tiles.tile(description, address, moment, condition))


_COMMON = (FORMAT, LANGUAGE)
BLOCK = BuildingBlock(
    title="Tiles, Part 1: Core",
    specification="https://docs.ogc.org/is/20-057/20-057.html",
    conformance=(
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/datetime",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/oas30",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
    ),
    routes=(
        Route(
            "tileMatrixSets", "tile-matrix-sets", tile_matrix_sets, "Tile matrix sets", _COMMON,
            vi="Các bộ ma trận ô",
        ),
        Route(
            "tileMatrixSets/{tileMatrixSetId}", "tile-matrix-set", tile_matrix_set, "One tile matrix set", _COMMON,
            places=(SET,), vi="Một bộ ma trận ô",
        ),
        Route(
            "collections/{name}/tiles", "tilesets", tilesets, "Vector tile sets of a collection", _COMMON,
            vi="Các bộ ô vectơ của tập dữ liệu",
        ),
        Route(
            "collections/{name}/tiles/{tileMatrixSetId}", "tileset", tileset, "One vector tile set",
            (FORMS, LANGUAGE), places=(SET,), vi="Một bộ ô vectơ",
        ),
        Route(
            "collections/{name}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}", "tile", tile,
            "A vector tile", (MVT_PARAMETER, LANGUAGE, DATETIME, *FILTER_PARAMETERS), (MVT,),
            places=(SET, *PLACE), vi="Một ô vectơ",
        ),
    ),
)  # fmt: skip
