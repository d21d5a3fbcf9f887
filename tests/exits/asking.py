"""One viewer who asks at every exit, and what is compared with the reference."""

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from django.http.response import HttpResponseBase
from django.test import Client

from gis.spatial.crs import WGS84, transformer
from tests.exits.reference import Reference, Sight
from tests.exits.world import City
from tests.pages import lasting

TOKEN = re.compile(
    r"(?:Tkq|Tkparcels|Tkzoning|TkMask|Ttlq|Ttlparcels|Ttlzoning|Fldq|Fldparcels|Fldzoning)[A-Za-z0-9_]*"
)
NEAR = 2e-7
"""Degrees: answers are rounded to seven digits."""


@dataclass
class Viewer:
    """`name` is None for the public; `imports` says whether the key that is shown may be used for imports."""

    name: str | None
    city: City
    client: Client
    imports: bool = True

    def __post_init__(self) -> None:
        self.sees = Reference(self.city, self.name)
        self.allowed = {token for layer in self.sees.layers() for token in self._tokens(layer)}

    def _tokens(self, layer: str) -> set[str]:
        fields = self.sees.fields(layer)
        found = {f"Ttl{layer}vi", f"Ttl{layer}en"} | {f"Fld{layer}{name}" for name in fields}
        return found | {value for sight in self.sees.sights(layer) for value in sight.values.values() if value}

    def get(self, path: str, *, html: bool = False, **asked: str) -> "Reply":
        headers = {"Accept": "text/html"} if html else {"Accept": "application/json"}
        answer = self.client.get(path, asked, headers=headers)
        return self._checked(answer, f"{path} {asked}")

    def post(self, path: str, document: Any) -> "Reply":
        answer = self.client.post(path, document, content_type="application/json")
        return self._checked(answer, f"{path} {document}")

    def _checked(self, answer: HttpResponseBase, asked: str) -> "Reply":
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        reply = Reply(answer.status_code, content, dict(answer.items()))
        leaked = set(TOKEN.findall(lasting(reply.text))) - self.allowed - set(TOKEN.findall(asked))
        assert not leaked, f"{self.name} learns {sorted(leaked)[:5]} from {asked}"
        assert reply.status < 500, (asked, reply.text[:300])
        if self.name is not None:
            assert "private" in reply.headers.get("Cache-Control", ""), asked
        return reply

    def asks_as_if_missing(self, layer: str, path: str, **asked: str) -> None:
        """A hidden layer answers in every way as one that isn't there."""
        missing = "q" + "z" * (len(layer) - 1)
        assert missing not in self.city.layers
        for html in (False, True):
            hidden = self.get(path.replace("LAYER", layer), html=html, **asked)
            absent = self.get(path.replace("LAYER", missing), html=html, **asked)
            assert hidden.status == absent.status == 404, (self.name, path, layer, hidden.status)
            assert lasting(hidden.text) == lasting(absent.text.replace(missing, layer)), path

    def asks_for_collection_as_if_missing(self, layer: str, path: str) -> None:
        """As `asks_as_if_missing`, where the layer is named by the parameter `collections`."""
        missing = "q" + "z" * (len(layer) - 1)
        hidden, absent = self.get(path, collections=layer), self.get(path, collections=missing)
        assert hidden.status == absent.status == 404, (self.name, path, layer, hidden.status)
        assert lasting(hidden.text) == lasting(absent.text.replace(missing, layer)), path


@dataclass(frozen=True)
class Reply:
    status: int
    content: bytes
    headers: dict[str, str]

    @property
    def text(self) -> str:
        if self.content.startswith(b"SQLite format 3"):
            return _rows_of(self.content)
        return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        import json

        return json.loads(self.content)


def _rows_of(geopackage: bytes) -> str:
    """All values of all tables, with whatever separates them: in the file they stand wall to wall."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(geopackage)
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [
            row
            for name in tables
            if not name.startswith("rtree_")
            for row in database.execute(f'SELECT * FROM "{name}"')
        ]
    return "\n".join(str(value) for row in rows for value in row)


def corners_in_degrees(sight: Sight, layer: str) -> tuple[float, float, float, float]:
    """The rectangle around a sight's corners, in degrees."""
    west, south, east, north = sight.bounds
    corners = [(west, south), (east, north)]
    if layer not in ("qline", "qpoint"):
        corners += [(east, south), (west, north)]
    longitudes, latitudes = zip(*(transformer(5899, WGS84).transform(x, y) for x, y in corners), strict=True)
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def same_place(one: Any, other: Any, within: float = NEAR) -> bool:
    return all(abs(a - b) <= within for a, b in zip(one, other, strict=True))
