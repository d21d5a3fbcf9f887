"""The beginning of a FlatGeobuf file that is sent while it is read. GDAL writes files only, and looks back into them.

A file is `MAGIC`, the header with its size in front, and the features, each with its size in front; without an index
they may come in any number, one after another (flatgeobuf.org, specification 3.0). The header is a table of
FlatBuffers: a list of where its fields lie, and the fields (header.fbs; FlatBuffers internals, "Tables").
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from gis.spatial.crs import Crs
from gis.spatial.kinds import GeometryKind

MAGIC = b"fgb\x03fgb\x01"
MEDIA_TYPE = "application/flatgeobuf"
GEOMETRY_TYPES = {GeometryKind.POINT: 1, GeometryKind.LINE: 5, GeometryKind.POLYGON: 6}
"""Point, MultiLineString, MultiPolygon."""


class ColumnType(IntEnum):
    """Those that layers need, by their numbers in header.fbs."""

    BOOL = 2
    LONG = 7
    DOUBLE = 10
    STRING = 11
    DATETIME = 13


@dataclass(frozen=True)
class Column:
    """`title` is what people call it."""

    name: str
    type: ColumnType
    title: str = ""


def beginning(
    name: str, title: str, kind: GeometryKind, crs: Crs, columns: Sequence[Column], count: int | None = None
) -> bytes:
    """What stands before the first feature. `count` is the number of features; without it a reader counts them."""
    described = [_table({0: one.name, 1: struct.pack("<B", one.type), 2: one.title}) for one in columns]
    system = _table({0: "EPSG", 1: struct.pack("<i", crs.epsg)})
    header = _table(
        {
            0: name,
            2: struct.pack("<B", GEOMETRY_TYPES[kind]),
            7: _Vector(described),
            8: struct.pack("<Q", count or 0),
            9: struct.pack("<H", 0),  # no index; left out it would mean one of nodes of 16
            10: system,
            11: title,
        }
    )
    content = struct.pack("<II", header.start(_FIRST), 0) + header.written(_FIRST)
    return MAGIC + struct.pack("<I", len(content)) + content


_FIRST = 8
"""Where the first table may be written behind the offset of the root, aligned for numbers of eight bytes."""


@dataclass(frozen=True)
class _Vector:
    """A list of tables."""

    items: "Sequence[_Table]"

    def written(self, at: int) -> bytes:
        size = 4 + 4 * len(self.items)
        places, content, end = [], b"", at + size
        for number, item in enumerate(self.items):
            content += b"\0" * (-end % 8)
            end = at + size + len(content)
            places.append(item.start(end) - (at + 4 + 4 * number))
            content += item.written(end)
            end = at + size + len(content)
        return struct.pack(f"<I{len(places)}I", len(places), *places) + content


@dataclass(frozen=True)
class _Table:
    """Fields by their numbers: bytes lie in the table itself, all else is pointed at."""

    fields: "Mapping[int, bytes | str | _Vector | _Table]"

    def start(self, at: int) -> int:
        """Where the table begins that is written at `at`: right behind its list of places."""
        return at + self._head()

    def _head(self) -> int:
        length = 4 + 2 * (max(self.fields) + 1)
        return length + -length % 8

    def written(self, at: int) -> bytes:
        """The list of places, padded in front of it, the table, and what it points at. `at` is divisible by eight."""
        head, size = self._head(), 8
        places: dict[int, int] = {}
        for number, value in sorted(self.fields.items(), key=lambda one: -_width(one[1])):
            places[number], size = size, size + _width(value)
        size += -size % 8
        count = max(self.fields) + 1
        listed = struct.pack(f"<2H{count}H", 4 + 2 * count, size, *(places.get(n, 0) for n in range(count)))
        table, behind = bytearray(size), b""
        struct.pack_into("<i", table, 0, len(listed))
        for number, value in self.fields.items():
            place = places[number]
            if isinstance(value, bytes):
                table[place : place + len(value)] = value
                continue
            end = at + head + size + len(behind)
            struct.pack_into("<I", table, place, _start(value, end) - (at + head + place))
            behind += _written(value, end)
            behind += b"\0" * (-len(behind) % 8)
        return b"\0" * (head - len(listed)) + listed + bytes(table) + behind


def _table(fields: "Mapping[int, bytes | str | _Vector | _Table]") -> "_Table":
    """Without texts that say nothing."""
    return _Table({number: value for number, value in fields.items() if value != ""})


def _width(value: "bytes | str | _Vector | _Table") -> int:
    return len(value) if isinstance(value, bytes) else 4


def _start(value: "str | _Vector | _Table", at: int) -> int:
    return value.start(at) if isinstance(value, _Table) else at


def _written(value: "str | _Vector | _Table", at: int) -> bytes:
    if isinstance(value, str):
        text = value.encode()
        return struct.pack("<I", len(text)) + text + b"\0"
    return value.written(at)
