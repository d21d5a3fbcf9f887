"""A small reader of Mapbox Vector Tiles 2.1, after the specification's protobuf definition: it knows none of our code."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Layer:
    """One layer: `features` by id, each with its attributes; geometries stay encoded."""

    name: str = ""
    version: int = 0
    extent: int = 4096
    keys: list[str] = field(default_factory=list)
    features: dict[int, dict[str, Any]] = field(default_factory=dict)
    kinds: set[int] = field(default_factory=set)


def read_tile(content: bytes) -> list[Layer]:
    """The layers of a tile; none of an empty one."""
    return [_layer(value) for number, value in _fields(content) if number == 3]


def _layer(content: bytes) -> Layer:
    layer = Layer()
    values: list[Any] = []
    features: list[bytes] = []
    for number, value in _fields(content):
        match number:
            case 1:
                layer.name = value.decode()
            case 2:
                features.append(value)
            case 3:
                layer.keys.append(value.decode())
            case 4:
                values.append(_value(value))
            case 5:
                layer.extent = value
            case 15:
                layer.version = value
    for feature in features:
        found = dict(_fields(feature))
        tags = list(_packed(found.get(2, b"")))
        assert found[1] not in layer.features, "a feature stands twice in a tile"
        layer.features[found[1]] = {layer.keys[k]: values[v] for k, v in zip(tags[::2], tags[1::2], strict=True)}
        layer.kinds.add(found[3])
    return layer


def _value(content: bytes) -> Any:
    ((number, value),) = _fields(content)
    if number == 1:
        return value.decode()
    if number == 2:
        return struct.unpack("<f", value)[0]
    if number == 3:
        return struct.unpack("<d", value)[0]
    if number == 6:
        return (value >> 1) ^ -(value & 1)
    return bool(value) if number == 7 else value


def _fields(content: bytes) -> Iterator[tuple[int, Any]]:
    at = 0
    while at < len(content):
        key, at = _varint(content, at)
        number, wire = key >> 3, key & 7
        if wire == 0:
            value, at = _varint(content, at)
        elif wire in (1, 5):
            size = 8 if wire == 1 else 4
            value, at = content[at : at + size], at + size
        else:
            assert wire == 2, f"wire type {wire}"
            size, at = _varint(content, at)
            value, at = content[at : at + size], at + size
        yield number, value


def _packed(content: bytes) -> Iterator[int]:
    at = 0
    while at < len(content):
        value, at = _varint(content, at)
        yield value


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = content[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at
