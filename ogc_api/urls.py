"""Routes of all building blocks, below /ogc/."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import get_script_prefix, path, re_path

from ogc_api.errors import nothing_here
from ogc_api.methods import by_method, reading
from ogc_api.registry import BUILDING_BLOCKS

app_name = "ogc_api"


def _django_path(template: str) -> str:
    """`tiles/{tileMatrix}` as `tiles/<tile_matrix>`."""
    return re.sub(r"\{(\w+)\}", lambda m: f"<{_small(m.group(1))}>", template)


def _small(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _without_slash(request: HttpRequest, path: str) -> HttpResponse:
    """Clients that end every address with a slash are led to the one without."""
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{get_script_prefix()}ogc/{path}" + (f"?{query}" if query else ""), permanent=True)


urlpatterns = [
    *(
        path(_django_path(route.path), by_method(route), name=route.name)
        for block in BUILDING_BLOCKS
        for route in block.routes
    ),
    re_path(r"^(?P<path>[^/].*[^/])/+$", reading(_without_slash), name="without-slash"),
    re_path(r"^(?P<path>.*)$", reading(nothing_here), name="nothing-here"),
]
