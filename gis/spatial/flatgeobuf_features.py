"""Features of a FlatGeobuf file, one by one: each is a small FlatBuffer of its own with its size in front.

PostGIS has a function for it, but 3.3 numbers the columns behind a NULL wrongly, and it makes a whole file of what it
holds in memory. Here coordinates are copied as they stand in WKB, and the tables around them are always the same few
bytes (feature.fbs; FlatBuffers internals, "Tables"): every block is a multiple of eight bytes long, with its list of
fields in front, so that its table begins at `_TABLE`.
"""

import struct
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from gis.spatial.flatgeobuf import Column, ColumnType

_TABLE = 20
_POLYGON, _MULTIPOLYGON, _MULTILINE, _POINT = 3, 6, 5, 1
_FEATURE = struct.pack("<I4HI", 12, 8, 12, 4, 8, 8)
"""Where the root is, its fields 0 (geometry) and 1 (properties), and how far back that list is; 16 bytes."""
_SHAPELESS = struct.pack("<I4HI", 12, 8, 12, 0, 8, 8)
"""The same without its field 0."""
_PLAIN = struct.pack("<9H2xI", 18, 12, 0, 4, 0, 0, 0, 0, 8, _TABLE)
"""A geometry with the fields 1 (xy) and 6 (type)."""
_WITH_ENDS = struct.pack("<9H2xI", 18, 16, 4, 8, 0, 0, 0, 0, 12, _TABLE)
"""And 0 (ends): where each ring or line ends, as a number of points."""
_OF_PARTS = struct.pack("<10HI", 20, 12, 0, 0, 0, 0, 0, 0, 8, 4, _TABLE)
"""A geometry with the fields 6 (type) and 7 (parts)."""
_COUNT = struct.Struct("<I")
_OFFSETS = struct.Struct("<II")


def encoder(columns: Sequence[Column]) -> Callable[[Sequence[Any], bytes | memoryview | None], bytes]:
    """What makes a feature of the values of its columns and its shape: WKB of two dimensions, little-endian, a point or
    of a multi type (None: without a shape)."""
    writers = [_writer(number, column.type) for number, column in enumerate(columns)]

    def feature(values: Sequence[Any], wkb: bytes | memoryview | None) -> bytes:
        told = b"".join([write(value) for write, value in zip(writers, values, strict=True) if value is not None])
        shape = b"" if wkb is None else geometry(bytes(wkb))
        behind = 24 + len(shape)
        content = b"".join(
            (
                _SHAPELESS if wkb is None else _FEATURE,
                _OFFSETS.pack(24 + _TABLE - 16, behind - 20),
                shape,
                _COUNT.pack(len(told)),
                told,
            )
        )
        content += bytes(-len(content) % 8)
        return _COUNT.pack(len(content)) + content

    return feature


def _writer(number: int, kind: ColumnType) -> Callable[[Any], bytes]:
    """A column's number and its value, as it stands among the properties of a feature."""
    plain = {ColumnType.BOOL: "<H?", ColumnType.LONG: "<Hq", ColumnType.DOUBLE: "<Hd"}.get(kind)
    if plain is not None:
        pack = struct.Struct(plain).pack
        return lambda value: pack(number, value)
    head = struct.Struct("<HI").pack

    def text(value: Any) -> bytes:
        written = (value if isinstance(value, str) else _iso(value)).encode()
        return head(number, len(written)) + written

    return text


def _iso(value: date | datetime) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
    return value.isoformat()


def geometry(wkb: bytes) -> bytes:
    """The block of a geometry.

    Raises:
        ValueError: the WKB is of another kind.
    """
    order, kind = wkb[0], wkb[1]
    if order != 1 or kind not in (_POINT, _MULTILINE, _MULTIPOLYGON):
        raise ValueError(wkb[:9].hex())
    if kind == _POINT:
        return _flat(_POINT, [wkb[5:21]])
    (count,) = _COUNT.unpack_from(wkb, 5)
    if kind == _MULTILINE:
        at, lines = 9, []
        for _ in range(count):
            (line,), at = _runs(wkb, at + 5, 1)
            lines.append(line)
        return _flat(_MULTILINE, lines)
    at, parts = 9, []
    for _ in range(count):
        (rings,) = _COUNT.unpack_from(wkb, at + 5)
        found, at = _runs(wkb, at + 9, rings)
        parts.append(_flat(_POLYGON, found))
    return _of_parts(parts)


def _runs(wkb: bytes, at: int, count: int) -> tuple[list[bytes], int]:
    """So many lists of points that begin at `at`, and where they end."""
    found = []
    for _ in range(count):
        (points,) = _COUNT.unpack_from(wkb, at)
        end = at + 4 + 16 * points
        found.append(wkb[at + 4 : end])
        at = end
    return found, at


def _flat(kind: int, runs: Iterable[bytes]) -> bytes:
    """One run of coordinates, or several that are told apart by their ends."""
    runs = list(runs)
    xy = b"".join(runs)
    numbers = _COUNT.pack(len(xy) // 8)
    if len(runs) == 1:
        return b"".join((_PLAIN, _OFFSETS.pack(12, kind), b"\0\0\0\0", numbers, xy))
    ends, total = [], 0
    for run in runs:
        total += len(run) // 16
        ends.append(total)
    pad = bytes(4 * (len(ends) % 2))
    behind = 4 + 4 * len(ends) + len(pad)
    return b"".join(
        (
            _WITH_ENDS, struct.pack("<III", 12, 8 + behind, kind), struct.pack(f"<I{len(ends)}I", len(ends), *ends),
            pad, numbers, xy,
        )
    )  # fmt: skip


def _of_parts(parts: Sequence[bytes]) -> bytes:
    pad = bytes(4 * ((len(parts) + 1) % 2))
    at, offsets = 4 + 4 * len(parts) + len(pad), []
    for number, part in enumerate(parts):
        offsets.append(at + _TABLE - 4 - 4 * number)
        at += len(part)
    listed = struct.pack(f"<I{len(parts)}I", len(parts), *offsets)
    return b"".join((_OF_PARTS, _OFFSETS.pack(8, _MULTIPOLYGON), listed, pad, *parts))
