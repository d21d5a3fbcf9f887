"""GeoJSON (RFC 7946), with the older `crs` member that RFC dropped still understood, and one feature per line.

Without a `crs` member coordinates are WGS 84 longitude and latitude (RFC 7946, clause 4): EPSG:4326, not stated.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from importers.formats import ogr
from importers.formats.content import head, without_bom
from importers.formats.contract import Format, ReadRequest, Source, damaged
from importers.formats.staging import stand_in

_TYPE = re.compile(rb'"type"\s*:\s*"(FeatureCollection|Feature|(Multi)?(Point|LineString|Polygon)|GeometryCollection)"')
_CRS_MEMBER = re.compile(rb'"crs"\s*:\s*\{')
_MEMBER = re.compile(rb'"(\w{1,60})"\s*:\s*("(?:[^"\\]|\\.)*")', re.ASCII)
_TAIL_BYTES = 4_096


def recognises(path: Path) -> bool:
    """A JSON object that names a GeoJSON type near its beginning or, where `type` comes last, near its end."""
    data = without_bom(head(path)).lstrip(b" \t\r\n\x1e")
    return data[:1] == b"{" and bool(_TYPE.search(data) or _TYPE.search(_tail(path)))


@contextmanager
def read(request: ReadRequest) -> Iterator[Source]:
    """Read the features; an object that isn't closed, or a stream GDAL can't finish, is E-FILE-03."""
    path = request.path
    if _tail(path).rstrip()[-1:] != b"}":
        said = "văn bản JSON kết thúc khi đối tượng cuối chưa đóng"
        raise damaged(path, "the JSON text ends before its last object is closed", said)
    stated = bool(_CRS_MEMBER.search(head(path)) or _CRS_MEMBER.search(_tail(path)))
    staged = stand_in(path, request.stage / f"source.{'geojsonl' if _is_lines(path) else 'geojson'}")
    with ogr.stream(request, staged, layer=None, parts=(path,), extent=False) as source:
        source.crs_stated = stated and source.crs is not None
        source.names, source.notes = _said(path)
        yield source


def _said(path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names, and all texts, that stand before and after the features."""
    before, features, _ = head(path).partition(b'"features"')
    after = _tail(path).rpartition(b"]")[2] if features else b""
    found = [(match[1].decode(), _text(match[2])) for part in (before, after) for match in _MEMBER.finditer(part)]
    names = tuple(text for key, text in found if key in ("name", "title"))
    return names, tuple(text for _, text in found)


def _text(quoted: bytes) -> str:
    try:
        return str(json.loads(quoted.decode("utf-8", "replace"), strict=False))
    except ValueError:
        return ""


def _is_lines(path: Path) -> bool:
    """Whether the file is one object per line (RFC 8142, newline-delimited GeoJSON): its first line is whole."""
    first = without_bom(head(path)).strip(b"\x1e \r\n").split(b"\n", 1)
    if len(first) < 2 or b'"FeatureCollection"' in first[0]:
        return False
    try:
        json.loads(first[0])
    except ValueError:
        return False
    return True


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL_BYTES))
        return file.read()


FORMAT = Format("geojson", "GeoJSON", (".geojson", ".json", ".geojsonl"), recognises, read)
