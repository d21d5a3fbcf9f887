"""What a search answers, as plain values in both languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from layers.catalog.description import Title

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Result:
    """One thing found.

    `point` is longitude, latitude, `bbox` west, south, east, north in degrees; both None where nothing in the catalog
    has the place. `exact` is False for what is only near to what was asked for. `facts` are further values by kind,
    as docs/reference/api-search.md lists them.
    """

    kind: str
    title: Title
    subtitle: Title
    score: float
    layer: str | None = None
    id: int | None = None
    point: tuple[float, float] | None = None
    bbox: Bounds | None = None
    exact: bool = True
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Message:
    """A code of gis.error_texts with its values: what to know about the results."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """`understood_as` says how the text was read: its kind and the parts found in it."""

    query: str
    understood_as: Mapping[str, Any] | None
    results: Sequence[Result]
    messages: Sequence[Message] = ()
