"""A filter as a tree: what CQL2 says, whichever encoding it came in (OGC 21-065r2).

Operators and functions are all a `Call` by the name that the JSON encoding gives them, in small letters. `at` is where
a node stands in what was sent (line:column of text, a JSON pointer into JSON); it isn't part of what a node means.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from shapely.geometry.base import BaseGeometry

OPEN = ".."
"""An end of an interval that is open."""


@dataclass(frozen=True)
class Text:
    value: str
    at: str = field(compare=False, default="")


@dataclass(frozen=True)
class Number:
    value: int | float
    at: str = field(compare=False, default="")


@dataclass(frozen=True)
class Truth:
    value: bool
    at: str = field(compare=False, default="")


@dataclass(frozen=True)
class Day:
    value: date
    at: str = field(compare=False, default="")


@dataclass(frozen=True)
class Instant:
    """`value` has a zone."""

    value: datetime
    at: str = field(compare=False, default="")


@dataclass(frozen=True)
class Interval:
    """`start` and `end` belong to it; None is an open end."""

    start: "Node | None"
    end: "Node | None"
    at: str = field(compare=False, default="")


@dataclass(frozen=True)
class Shape:
    """A geometry in the filter's CRS, in the axis order in which it was written; without heights."""

    geometry: BaseGeometry
    at: str = field(compare=False, default="")


@dataclass(frozen=True)
class Box:
    """Four numbers in the axis order in which they were written: least first and second axis, greatest first and
    second."""

    corners: tuple[float, float, float, float]
    at: str = field(compare=False, default="")


@dataclass(frozen=True)
class Sequence:
    """An array."""

    items: tuple["Node", ...]
    at: str = field(compare=False, default="")


@dataclass(frozen=True)
class Property:
    name: str
    at: str = field(compare=False, default="")


@dataclass(frozen=True)
class Call:
    """`and`, `=`, `like`, `s_intersects`, `casei`, `+`, a function …, with what it is called with."""

    op: str
    args: tuple["Node", ...]
    at: str = field(compare=False, default="")


Node: TypeAlias = Text | Number | Truth | Day | Instant | Interval | Shape | Box | Sequence | Property | Call


def parts(node: Node) -> tuple[Node, ...]:
    """What stands directly below."""
    match node:
        case Call():
            return node.args
        case Sequence():
            return node.items
        case Interval():
            return tuple(end for end in (node.start, node.end) if end is not None)
        case _:
            return ()
