"""OGC API - Tiles, Part 1: vector tiles of the whole dataset, each collection a layer of the tile."""

from django.http import HttpRequest, HttpResponse

from gis.errors import InvalidRequest
from layers.access.requests import view_of
from layers.access.seen import SeenLayer
from layers.features.queries import kept_tiles, summary
from ogc_api import negotiation, titles
from ogc_api.block import BuildingBlock, Parameter, Route
from ogc_api.parameters import DATETIME, FORMAT, LANGUAGE, read_moment, refuse_unknown
from ogc_api.tile_answers import FORMS, MVT_PARAMETER, PLACE, SET, address_in, answer_together
from ogc_api.tile_matrix_sets import grid_named, grids_offered, names_of
from ogc_api.tile_set_metadata import MVT, WEB, Tiled, tile_json, tile_set

COLLECTIONS = Parameter(
    "collections", "Only these collections, in this order", {"type": "array", "items": {"type": "string"}},
    vi="Chỉ các tập dữ liệu này, theo thứ tự này",
)  # fmt: skip


def tilesets(request: HttpRequest) -> HttpResponse:
    refuse_unknown(request, (COLLECTIONS.name,))
    of, sets = _tiled(request), grids_offered().values()
    return negotiation.answer(
        request,
        {"tilesets": [tile_set(request, of, grid) for grid in sets]},
        "dataset-tile-sets",
        sets=names_of(sets),
        tiles_title=titles.DATASET_TILES,
    )


def tileset(request: HttpRequest, tile_matrix_set_id: str) -> HttpResponse:
    refuse_unknown(request, (COLLECTIONS.name,))
    grid, of = grid_named(tile_matrix_set_id, grids_offered()), _tiled(request)
    if negotiation.wanted(request, ("json", "html", *(["tilejson"] if grid.name == WEB else []))) == "tilejson":
        return negotiation.json_answer(request, tile_json(request, of))
    return negotiation.answer(
        request,
        tile_set(request, of, grid),
        "dataset-tile-set",
        layers=[one.description for one in of.summaries],
        tile_matrix_set=grid.name,
        tiles_title=titles.DATASET_TILES,
        has_tile_json=grid.name == WEB,
    )


def tile(request: HttpRequest, tile_matrix_set_id: str, tile_matrix: str, tile_row: str, tile_col: str) -> HttpResponse:
    """Without `collections`, every layer that is drawn at this scale."""
    refuse_unknown(request, (COLLECTIONS.name, "datetime"))
    negotiation.wanted(request, ("mvt",))
    address = address_in(grid_named(tile_matrix_set_id, grids_offered()), tile_matrix, tile_row, tile_col)
    moment, chosen = read_moment(request), _chosen(request)
    layers = chosen or [one for one in view_of(request).layers.values() if one.min_zoom <= address.web_zoom]
    return answer_together([kept_tiles.tile(one, address, moment) for one in layers])


def _chosen(request: HttpRequest) -> list[SeenLayer]:
    """The collections that are asked for by name, each once; none where the parameter isn't given.

    Raises:
        InvalidRequest: E-TILE-01 the parameter names none. NotFound: E-LAYER-05.
    """
    text = request.GET.get(COLLECTIONS.name)
    if text is None:
        return []
    names = list(dict.fromkeys(text.split(",")))
    if not all(names):
        raise InvalidRequest("E-TILE-01", value=text[:80])
    view = view_of(request)
    return [view.layer(name) for name in names]


def _tiled(request: HttpRequest) -> Tiled:
    view, chosen = view_of(request), _chosen(request)
    names = [one.name for one in chosen]
    return Tiled(
        "/tiles", titles.DATASET_TILES, [summary(view, name) for name in names or view.layers], ",".join(names)
    )


BLOCK = BuildingBlock(
    title="Tiles, Part 1: of the dataset",
    specification="https://docs.ogc.org/is/20-057/20-057.html",
    conformance=(
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/dataset-tilesets",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/collections-selection",
    ),
    routes=(
        Route(
            "tiles", "dataset-tilesets", tilesets, "Vector tile sets of all collections",
            (FORMAT, LANGUAGE, COLLECTIONS), vi="Các bộ ô vectơ của mọi tập dữ liệu",
        ),
        Route(
            "tiles/{tileMatrixSetId}", "dataset-tileset", tileset, "One vector tile set of all collections",
            (FORMS, LANGUAGE, COLLECTIONS), places=(SET,), vi="Một bộ ô vectơ của mọi tập dữ liệu",
        ),
        Route(
            "tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}", "dataset-tile", tile,
            "A vector tile of several collections", (MVT_PARAMETER, LANGUAGE, DATETIME, COLLECTIONS), (MVT,),
            places=(SET, *PLACE), vi="Một ô vectơ của nhiều tập dữ liệu",
        ),
    ),
)  # fmt: skip
