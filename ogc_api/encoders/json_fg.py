"""OGC Features and Geometries JSON 1.0 (21-045r1): GeoJSON that says its system, its type, and since when it holds."""

import json
from collections.abc import Iterator
from typing import Any

from gis.spatial.crs import CRS84
from layers.catalog.description import Title
from layers.features.queries import RowForm
from ogc_api.encoders.encoding import Encoding, Features
from ogc_api.encoders.json_texts import collection

CLASSES = (
    "http://www.opengis.net/spec/json-fg-1/1.0/conf/core",
    "http://www.opengis.net/spec/json-fg-1/1.0/conf/types-schemas",
)


def _json_fg(features: Features) -> Iterator[bytes]:
    """All are of the layer's type and dimension, which stand once (/rec/types-schemas/homogeneous-collection)."""
    head: dict[str, Any] = {
        "type": "FeatureCollection",
        "conformsTo": list(CLASSES),
        "featureType": features.seen.name,
        "geometryDimension": features.seen.geometry_kind.dimension,
    }
    if features.crs != CRS84:
        head["coordRefSys"] = features.crs.uri
    yield from collection(features, json.dumps(head).encode()[:-1] + b',"features":[')


JSON_FG = Encoding(
    "jsonfg", "application/vnd.ogc.fg+json", "fg.json", "JSON-FG",
    Title("Như GeoJSON, giữ nguyên hệ VN-2000 và ngày hiệu lực", "As GeoJSON, with VN-2000 and days of validity kept"),
    RowForm.JSON_FG, _json_fg,
)  # fmt: skip
