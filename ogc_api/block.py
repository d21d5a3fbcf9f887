"""What an OGC building block declares; /conformance, the routes and the API definition are derived from it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Parameter:
    """A parameter of a query or path, with its JSON Schema; described in English and, in `vi`, in Vietnamese."""

    name: str
    description: str
    schema: Mapping[str, Any]
    explode: bool = False
    vi: str = ""


@dataclass(frozen=True)
class Route:
    """A path below /ogc/ with `{named}` places, the view that answers it, and what the API definition says of it.

    The view gets the places by their names in small letters: `{tileMatrix}` as `tile_matrix`. `{name}` is the
    collection; the others are described by `places`.
    """

    path: str
    name: str
    view: View
    summary: str
    parameters: Sequence[Parameter] = ()
    media_types: Sequence[str] = ("application/json", "text/html")
    field_parameters: bool = False
    """Whether each field of the collection is a query parameter too."""
    places: Sequence[Parameter] = ()
    vi: str = ""
    body: Mapping[str, Any] | None = None
    """JSON Schema of what is sent: the route is then asked by POST, and only so."""


@dataclass(frozen=True)
class BuildingBlock:
    """A part of an OGC API standard that is implemented here, as the standard names it."""

    title: str
    specification: str
    conformance: Sequence[str]
    routes: Sequence[Route] = field(default_factory=tuple)


def absolute(request: HttpRequest, path: str = "") -> str:
    """The address under which the client reached /ogc, with `path` added."""
    return request.build_absolute_uri("/ogc" + path)
