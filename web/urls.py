"""URLs for people, and the JSON that OGC API doesn't cover."""

from django.urls import path

from web.api.layers import layers
from web.views.map_page import map_page

app_name = "web"
urlpatterns = [
    path("", map_page, name="map"),
    path("api/layers", layers, name="layers"),
]
