"""Answers that needn't be sent again: ETag, Last-Modified and 304 for whatever is read under /ogc (RFC 9110, 8.8, 13).

Tags are weak: the same answer may be packed in several ways, and a page of features has the time in it. Where a view
says none (`ogc_api.layer_tags` makes cheap ones of a layer's state), the content is hashed.
"""

import math
import time
from collections.abc import Hashable
from functools import wraps
from hashlib import blake2b
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.http import http_date, parse_etags, parse_http_date_safe

from layers.access.requests import view_of
from layers.catalog.queries import version_in_use
from layers.codes.queries import state_in_use as codes_in_use
from layers.features.queries import layer_state, state_of
from ogc_api.block import View

READ = ("GET", "HEAD")
KEPT = ("Cache-Control", "Content-Location", "Content-Language", "Date", "ETag", "Expires", "Last-Modified", "Vary")
"""What a 304 says of what the 200 would have said (RFC 9110, 15.4.5)."""
REVALIDATE, NEVER = "public, no-cache", "private, no-store"
"""Caches may keep an answer and ask each time whether it still holds; `layers.access.private_answers` makes it private
for whoever shows an account or key."""


def conditional(view: View) -> View:
    """Let a view answer 304 where the client has what it would be sent."""

    @wraps(view)
    def answer(request: HttpRequest, **values: Any) -> HttpResponseBase:
        if request.method not in READ:
            return view(request, **values)
        changed = _last_change(request, values.get("name", ""))  # before anything is read: never newer than that
        response = view(request, **values)
        if not isinstance(response, HttpResponse) or response.status_code not in (200, 304):
            return response
        if _greets(request, response):
            return response
        response.headers.setdefault("Cache-Control", REVALIDATE)
        if "no-store" in response["Cache-Control"]:
            return response
        if not response.has_header("ETag"):
            response["ETag"] = content_tag(response.content)
        if changed is not None:
            response["Last-Modified"] = http_date(changed)
        return not_modified(response) if _is_known(request, response["ETag"], changed) else response

    return answer


def content_tag(content: bytes) -> str:
    """A weak tag of what is sent."""
    return f'W/"{digest(content)}"'


def digest(content: bytes) -> str:
    return blake2b(content, digest_size=12).hexdigest()


def known_tags(request: HttpRequest) -> list[str]:
    """What If-None-Match names, without the marks of weak ones: they are compared weakly (RFC 9110, 13.1.2)."""
    header = request.headers.get("If-None-Match")
    return [tag.removeprefix("W/") for tag in parse_etags(header)] if header else []


def not_modified(response: HttpResponse) -> HttpResponse:
    """304 in the place of an answer."""
    short = HttpResponse(status=304)
    del short["Content-Type"]
    for name in KEPT:
        if response.has_header(name):
            short[name] = response[name]
    return short


def _is_known(request: HttpRequest, tag: str, changed: int | None) -> bool:
    """If-Modified-Since counts only where no tag is shown (RFC 9110, 13.1.3)."""
    if "If-None-Match" in request.headers:
        known = known_tags(request)
        return "*" in known or tag.removeprefix("W/") in known
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since is not None and changed is not None and changed <= since


def _greets(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether it is a page with its reader's name and the secret of its forms in it."""
    return getattr(request, "signed_in", False) and response.get("Content-Type", "").startswith("text/html")


_seen: dict[str, tuple[Hashable, int]] = {}


def _last_change(request: HttpRequest, layer: str) -> int | None:
    """The second by which this worker had noticed the last change of what everybody sees of a layer, or of the whole
    catalog: of its features, its description, the rights, the code lists, and of the day, on which validity depends.

    Times in the rows won't do: a transaction may commit long after the time that it writes. None for whoever isn't
    everybody, because their rights may change without a time; and in the first second, in which more may happen.
    """
    if request.user.is_authenticated:
        return None
    view = view_of(request)
    if layer and layer not in view.layers:
        return None
    state: Hashable = layer_state(layer) if layer else state_of(view)
    now = (version_in_use(), view.access_class, view.withheld_class, codes_in_use(), timezone.localdate(), state)
    known = _seen.get(layer)
    if known is None or known[0] != now:
        known = _seen[layer] = (now, math.ceil(time.time()))
    return known[1] if time.time() >= known[1] + 1 else None


def forget() -> None:
    """When changes were noticed: for tests."""
    _seen.clear()
