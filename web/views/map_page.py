"""The map."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from web.templatetags.frontend import frontend_script


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """The frame of the map; what it shows, the application asks of `/api/layers`, `/api/search` and OGC API."""
    config = {
        "layers_url": reverse("web:layers"),
        "search_url": reverse("web:search"),
        "processes_url": reverse("ogc_api:processes"),
        "worker_url": frontend_script("tile-worker"),
    }
    return render(request, "web/map.html", {"map_config": config})
