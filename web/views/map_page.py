"""The map."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """The frame of the map; what it shows, the application asks of `/api/layers` and OGC API."""
    return render(request, "web/map.html", {"map_config": {"layers_url": reverse("web:layers")}})
