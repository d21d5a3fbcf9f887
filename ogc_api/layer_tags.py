"""Tags of pages of features that are known without reading a row.

A tag says the layer's state, what the viewer may see of it, the day (what is valid is asked by it), the address and the
language. As long as these are the same, the answer is: 304 costs one look into an index instead of the query.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from gis import __version__
from layers.access.requests import view_of
from layers.catalog.queries import version_in_use
from layers.codes.queries import version_in_use as codes_version
from layers.features.queries import layer_state
from ogc_api import negotiation
from ogc_api.conditional import NEVER, digest, known_tags, not_modified

LayerView = Callable[..., HttpResponse]
Answer = TypeVar("Answer", bound=HttpResponseBase)


def tagged_page(view: LayerView) -> LayerView:
    """Features without personal fields: every look at those is recorded, so that it has to come to the rows. A page for
    people has more in it than these, and is hashed as it is sent."""

    @wraps(view)
    def answer(request: HttpRequest, name: str, **values: Any) -> HttpResponse:
        if view_of(request).layer(name).personal_fields or negotiation.prefers_html(request):
            return view(request, name, **values)
        known = known_tags(request)
        state = state_tag(request, name, now=bool(known))
        if f'"{state}"' in known:
            return negotiation.negotiated(request, _unchanged(f'W/"{state}"'))
        response = view(request, name, **values)
        response["ETag"] = f'W/"{state}"'
        return response

    return answer


def unkept_if_personal(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """No cache, not the reader's own either, keeps what has personal fields."""

    @wraps(view)
    def answer(request: HttpRequest, name: str, **values: Any) -> Answer:
        response = view(request, name, **values)
        if view_of(request).layer(name).personal_fields:
            response["Cache-Control"] = NEVER
        return response

    return answer


def state_tag(request: HttpRequest, layer: str, *, now: bool) -> str:
    """`now`: of this very moment, to be compared; else of at most a second ago, which a tag may be: what is read after
    it is at least as new."""
    view = view_of(request)
    parts = (
        __version__, layer_state(layer, now=now), version_in_use(), codes_version(), view.access_class,
        view.withheld_class, timezone.localdate().isoformat(), request.build_absolute_uri(),
        request.LANGUAGE_CODE, request.headers.get("Accept", ""),
    )  # fmt: skip
    return digest(repr(parts).encode())


def _unchanged(tag: str) -> HttpResponse:
    response = HttpResponse()
    response["ETag"] = tag
    return not_modified(response)
