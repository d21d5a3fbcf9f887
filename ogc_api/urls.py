"""Routes of all building blocks, below /ogc/."""

import re

from django.urls import path

from ogc_api.errors import coded
from ogc_api.registry import BUILDING_BLOCKS

app_name = "ogc_api"


def _django_path(template: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda m: f"<{m.group(1)}>", template)


urlpatterns = [
    path(_django_path(route.path), coded(route.view), name=route.name)
    for block in BUILDING_BLOCKS
    for route in block.routes
]
