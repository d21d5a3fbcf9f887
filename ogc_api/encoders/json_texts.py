"""GeoJSON (RFC 7946) and its two forms of one feature a line: the texts that PostgreSQL made, put together."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from layers.catalog.description import Title
from layers.features.queries import RowForm
from ogc_api.encoders.encoding import Encoding, Features

RECORD_SEPARATOR = "\x1e"


def _geojson(features: Features) -> Iterator[bytes]:
    yield from collection(features, b'{"type":"FeatureCollection","features":[')


def collection(features: Features, head: bytes) -> Iterator[bytes]:
    """The features behind `head`, and what is known once they have been written (Features Part 1, 7.15.8)."""
    yield head
    returned = 0
    for piece in features.pieces:
        yield (("," if returned else "") + ",".join(text for _, text in piece)).encode()
        returned += len(piece)
    end = {
        **({} if features.matched is None else {"numberMatched": features.matched}),
        "numberReturned": returned,
        "timeStamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "links": list(features.links),
    }
    yield b"]," + json.dumps(end, ensure_ascii=False).encode()[1:]


def _lines(features: Features) -> Iterator[bytes]:
    for piece in features.pieces:
        yield "".join(f"{text}\n" for _, text in piece).encode()


def _sequence(features: Features) -> Iterator[bytes]:
    """RFC 8142: each text between a record separator and the end of its line."""
    for piece in features.pieces:
        yield "".join(f"{RECORD_SEPARATOR}{text}\n" for _, text in piece).encode()


GEOJSON = Encoding(
    "json", "application/geo+json", "geojson", "GeoJSON",
    Title("Cho trang web và chương trình", "For web pages and programs"), RowForm.GEOJSON, _geojson,
)  # fmt: skip
NDJSON = Encoding(
    "ndjson", "application/x-ndjson", "ndjson", "NDJSON",
    Title("Mỗi dòng một đối tượng, xử lý dần từng dòng", "A feature a line, to be worked through line by line"),
    RowForm.GEOJSON, _lines,
)  # fmt: skip
SEQUENCE = Encoding(
    "geojsonseq", "application/geo+json-seq", "geojsonl", "GeoJSON Text Sequences",
    Title("Như NDJSON, theo RFC 8142", "As NDJSON, by RFC 8142"), RowForm.GEOJSON, _sequence,
)  # fmt: skip
