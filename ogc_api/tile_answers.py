"""How a tile's address is read, and how a tile is answered: for tiles of a layer and for those of the dataset."""

from collections.abc import Sequence
from functools import partial
from hashlib import blake2b

from django.http import HttpResponse

from gis.errors import NotFound
from layers.features.queries import Tile, TileAddress, kept_tiles
from layers.features.queries.tile_grid import MAX_ZOOM, TileGrid
from ogc_api.block import Parameter
from ogc_api.compression import KeptAnswer
from ogc_api.tile_matrix_sets import grids_offered
from ogc_api.tile_set_metadata import MVT

SET = Parameter(
    "tileMatrixSetId", "Which tile matrix set", {"type": "string", "enum": list(grids_offered())}, vi="Bộ ma trận ô"
)
PLACE = (
    Parameter("tileMatrix", "Zoom level", {"type": "integer", "minimum": 0, "maximum": MAX_ZOOM}, vi="Mức phóng"),
    Parameter("tileRow", "Row, from the north", {"type": "integer", "minimum": 0}, vi="Hàng, từ phía bắc"),
    Parameter("tileCol", "Column, from the west", {"type": "integer", "minimum": 0}, vi="Cột, từ phía tây"),
)
FORMS = Parameter("f", "Representation", {"type": "string", "enum": ["json", "html", "tilejson"]}, vi="Dạng trả lời")
MVT_PARAMETER = Parameter("f", "Representation", {"type": "string", "enum": ["mvt"]}, vi="Dạng trả lời")


def address_in(grid: TileGrid, tile_matrix: str, tile_row: str, tile_col: str) -> TileAddress:
    """The tile that is asked for.

    Raises:
        NotFound: E-REQUEST-09 where the set has no such tile.
    """
    place = (tile_matrix, tile_row, tile_col)
    digits = all(part.isascii() and part.isdigit() and len(part) <= 10 for part in place)
    address = TileAddress(int(tile_matrix), int(tile_col), int(tile_row), grid) if digits else None
    if address is None or not address.exists:
        z, y, x = (part[:10] for part in place)
        raise NotFound("E-REQUEST-09", z=z, y=y, x=x, set=grid.name)
    return address


def answer(found: Tile) -> HttpResponse:
    """The tile of one layer; its tag is of what is in it, so an edit elsewhere sends no tile again."""
    return _tagged(KeptAnswer(found.body, MVT, partial(kept_tiles.packed, found)), found.tag)


def answer_together(tiles: Sequence[Tile]) -> HttpResponse:
    """Several layers in one tile: a tile is a list of layers, so one written after the other is both (Mapbox Vector
    Tile 2.1, 4.1)."""
    tag = blake2b("".join(f"{one.layer} {one.tag} " for one in tiles).encode(), digest_size=12).hexdigest()
    return _tagged(HttpResponse(b"".join(one.body for one in tiles), content_type=MVT), tag)


def _tagged(response: HttpResponse, tag: str) -> HttpResponse:
    """Weakly: the body may be sent packed. `ogc_api.conditional` answers 304 by it."""
    response["ETag"] = f'W/"{tag}"'
    return response
