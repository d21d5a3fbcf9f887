"""Tile matrix sets (OGC 17-083r4, Annex D)."""

from typing import Any

from django.http import HttpRequest

from gis.errors import NotFound
from layers.features.queries.tile import HALF_WORLD, MAX_ZOOM
from ogc_api import titles
from ogc_api.links import link

TILE_MATRIX_SETS = {"WebMercatorQuad": "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"}
TILING_SCHEME = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"
METRES_A_PIXEL_AT_SCALE_1 = 0.00028
TILE_PIXELS = 256


def list_of_sets(request: HttpRequest) -> dict[str, Any]:
    """The sets that are offered, each with a link to its definition."""
    sets = [
        {
            "id": name,
            "title": name,
            "uri": uri,
            "crs": "http://www.opengis.net/def/crs/EPSG/0/3857",
            "links": [link(request, "self", f"/tileMatrixSets/{name}", titles.TILE_MATRIX_SET, f="json")],
        }
        for name, uri in TILE_MATRIX_SETS.items()
    ]
    links = [
        link(request, "self", "/tileMatrixSets", titles.THIS_AS_JSON, f="json"),
        link(request, "alternate", "/tileMatrixSets", titles.THIS_AS_HTML, "text/html", f="html"),
    ]
    return {"tileMatrixSets": sets, "links": links}


def definition_of(name: str) -> dict[str, Any]:
    """The set's definition as the standard writes it.

    Raises:
        NotFound: E-REQUEST-11 where it isn't offered.
    """
    if name not in TILE_MATRIX_SETS:
        raise NotFound("E-REQUEST-11", name=name[:40], offered=", ".join(TILE_MATRIX_SETS))
    return {
        "id": name,
        "title": "Google Maps Compatible for the World",
        "uri": TILE_MATRIX_SETS[name],
        "crs": "http://www.opengis.net/def/crs/EPSG/0/3857",
        "orderedAxes": ["X", "Y"],
        "wellKnownScaleSet": "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
        "tileMatrices": [_matrix(zoom) for zoom in range(MAX_ZOOM + 1)],
    }


def _matrix(zoom: int) -> dict[str, Any]:
    cell = 2 * HALF_WORLD / TILE_PIXELS / 2**zoom
    return {
        "id": str(zoom),
        "scaleDenominator": cell / METRES_A_PIXEL_AT_SCALE_1,
        "cellSize": cell,
        "cornerOfOrigin": "topLeft",
        "pointOfOrigin": [-HALF_WORLD, HALF_WORLD],
        "tileWidth": TILE_PIXELS,
        "tileHeight": TILE_PIXELS,
        "matrixWidth": 2**zoom,
        "matrixHeight": 2**zoom,
    }
