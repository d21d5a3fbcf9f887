"""Tile matrix sets (OGC 17-083r4): the web's and the world's of its Annex D, and one of the city's VN-2000 zone.

In the last a planner's tool shows plans in the system in which they are drawn, undistorted. It isn't registered, so it
has no URI; its definition is complete in itself.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from gis.errors import NotFound
from gis.spatial.crs import CRS84, WGS84, Crs
from gis.spatial.vn2000 import SYSTEMS
from layers.catalog.description import LayerDescription, Title
from layers.features.queries.tile_grid import MAX_ZOOM, TileGrid, grids
from ogc_api import titles
from ogc_api.links import link
from ogc_api.titles import said

URIS = {
    "WebMercatorQuad": "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
    "WorldCRS84Quad": "http://www.opengis.net/def/tilematrixset/OGC/1.0/WorldCRS84Quad",
}
SCALE_SETS = {
    "WebMercatorQuad": "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
    "WorldCRS84Quad": "http://www.opengis.net/def/wkss/OGC/1.0/GoogleCRS84Quad",
}
TITLES = {
    "WebMercatorQuad": Title("Bản đồ web (Web Mercator)", "Google Maps Compatible for the World"),
    "WorldCRS84Quad": Title("Kinh độ, vĩ độ toàn cầu (CRS84)", "CRS84 for the World"),
}
TILING_SCHEME = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"
METRES_A_PIXEL_AT_SCALE_1 = 0.00028
METRES_A_DEGREE_AT_EQUATOR = 111319.49079327358
"""By the standard's rule (6.2.1): a degree of WGS 84's equator."""
TILE_PIXELS = 256


def grids_offered() -> dict[str, TileGrid]:
    """All sets, by name."""
    return grids(settings.CITY_EPSG)


def grids_of(description: LayerDescription) -> dict[str, TileGrid]:
    """The sets in which a layer's tiles are offered: in those of VN-2000 for layers of Vietnam alone."""
    vietnamese = description.storage_epsg in SYSTEMS
    return {name: grid for name, grid in grids_offered().items() if vietnamese or grid.epsg not in SYSTEMS}


def grid_named(name: str, offered: dict[str, TileGrid]) -> TileGrid:
    """One of the sets.

    Raises:
        NotFound: E-REQUEST-11 where it isn't offered.
    """
    if name not in offered:
        raise NotFound("E-REQUEST-11", name=name[:40], offered=", ".join(offered))
    return offered[name]


def crs_of(grid: TileGrid) -> Crs:
    """Its system as it is said: degrees with the longitude first."""
    return CRS84 if grid.epsg == WGS84 else Crs(grid.epsg)


def list_of_sets(request: HttpRequest) -> dict[str, Any]:
    """The sets that are offered, each with a link to its definition."""
    sets = [
        {
            "id": grid.name,
            "title": _title(grid),
            **_uri("uri", grid),
            "crs": crs_of(grid).uri,
            "links": [link(request, "self", f"/tileMatrixSets/{grid.name}", titles.TILE_MATRIX_SET, f="json")],
        }
        for grid in grids_offered().values()
    ]
    links = [
        link(request, "self", "/tileMatrixSets", titles.THIS_AS_JSON, f="json"),
        link(request, "alternate", "/tileMatrixSets", titles.THIS_AS_HTML, "text/html", f="html"),
    ]
    return {"tileMatrixSets": sets, "links": links}


def definition_of(name: str) -> dict[str, Any]:
    """The set's definition as the standard writes it: axes and corners in the order of its system.

    Raises:
        NotFound: E-REQUEST-11 where it isn't offered.
    """
    grid = grid_named(name, grids_offered())
    scales = SCALE_SETS.get(name)
    return {
        "id": name,
        "title": _title(grid),
        **_uri("uri", grid),
        "crs": crs_of(grid).uri,
        "orderedAxes": _axes(grid),
        **({"wellKnownScaleSet": scales} if scales else {}),
        "tileMatrices": [_matrix(grid, zoom) for zoom in range(MAX_ZOOM + 1)],
    }


def _axes(grid: TileGrid) -> list[str]:
    """As EPSG abbreviates them."""
    if grid.epsg == WGS84:
        return ["Lon", "Lat"]
    return ["E", "N"] if grid.epsg in SYSTEMS else ["X", "Y"]


def _title(grid: TileGrid) -> str:
    zone = Title(f"Múi của thành phố: {crs_of(grid).name}", f"The city's zone: {crs_of(grid).name}")
    return said(TITLES.get(grid.name, zone))


def _uri(member: str, grid: TileGrid) -> dict[str, str]:
    return {member: URIS[grid.name]} if grid.name in URIS else {}


def said_of(grid: TileGrid) -> dict[str, str]:
    """What the metadata of a tile set say of its set."""
    return {"crs": crs_of(grid).uri, **_uri("tileMatrixSetURI", grid)}


def _matrix(grid: TileGrid, zoom: int) -> dict[str, Any]:
    cell = grid.edge / TILE_PIXELS / 2**zoom
    metres = cell * METRES_A_DEGREE_AT_EQUATOR if grid.epsg == WGS84 else cell
    corner = [grid.north, grid.west] if crs_of(grid).north_first else [grid.west, grid.north]
    return {
        "id": str(zoom),
        "scaleDenominator": metres / METRES_A_PIXEL_AT_SCALE_1,
        "cellSize": cell,
        "cornerOfOrigin": "topLeft",
        "pointOfOrigin": corner,
        "tileWidth": TILE_PIXELS,
        "tileHeight": TILE_PIXELS,
        "matrixWidth": grid.columns_at(zoom),
        "matrixHeight": grid.rows_at(zoom),
    }


def names_of(sets: Iterable[TileGrid]) -> list[dict[str, str]]:
    """For pages: each with its system."""
    return [{"name": grid.name, "title": _title(grid), "crs": str(crs_of(grid))} for grid in sets]
