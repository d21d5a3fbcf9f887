"""What an OGC building block declares; /conformance, the routes and the API definition are derived from it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import get_script_prefix

from layers.access.rights import Right
from layers.access.seen import SeenLayer

View = Callable[..., HttpResponseBase]
Schema = Mapping[str, Any]
LayerSchema = Callable[[SeenLayer, str], Schema]
"""The schema of what is sent to a layer, in the language of the definition."""


@dataclass(frozen=True)
class Parameter:
    """A parameter of a query or path, with its JSON Schema; described in English and, in `vi`, in Vietnamese."""

    name: str
    description: str
    schema: Mapping[str, Any]
    explode: bool = False
    vi: str = ""


@dataclass(frozen=True)
class Operation:
    """What a route does when it is asked by another method than GET, and what the API definition says of it.

    `body` is the schema of what is sent, by media type; `answers` say what comes, by status, and `media_types` in which
    form where it has content. With a `right`, it is for those alone who hold it in the collection, and are signed in.
    """

    view: View
    summary: str
    vi: str = ""
    body: Mapping[str, Schema | LayerSchema] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=lambda: {"200": "Done"})
    media_types: Sequence[str] = ()
    refusals: Sequence[str] = ("400", "404")
    parameters: Sequence[Parameter] = ()
    headers: Sequence[Parameter] = ()
    right: Right | None = None


@dataclass(frozen=True)
class Route:
    """A path below /ogc/ with `{named}` places, the view that answers GET (None: nothing is read there), and what the
    API definition says of it.

    The view gets the places by their names in small letters: `{tileMatrix}` as `tile_matrix`. `{name}` is the
    collection; the others are described by `places`.
    """

    path: str
    name: str
    view: View | None
    summary: str
    parameters: Sequence[Parameter] = ()
    media_types: Sequence[str] = ("application/json", "text/html")
    field_parameters: bool = False
    """Whether each field of the collection is a query parameter too."""
    places: Sequence[Parameter] = ()
    vi: str = ""
    operations: Mapping[str, Operation] = field(default_factory=dict)
    """By method: POST, PUT, PATCH, DELETE."""

    @property
    def methods(self) -> tuple[str, ...]:
        """All that are answered, by whoever may."""
        return (*(("GET", "HEAD") if self.view else ()), *self.operations, "OPTIONS")


@dataclass(frozen=True)
class BuildingBlock:
    """A part of an OGC API standard that is implemented here, as the standard names it."""

    title: str
    specification: str
    conformance: Sequence[str]
    routes: Sequence[Route] = field(default_factory=tuple)


def absolute(request: HttpRequest, path: str = "") -> str:
    """The address under which the client reached /ogc, with `path` added."""
    return request.build_absolute_uri(f"{get_script_prefix()}ogc{path}")
