"""The product's URLs: `/ogc/` for every other system, everything else for people."""

from django.urls import include, path

urlpatterns = [
    path("ogc/", include("ogc_api.urls")),
    path("", include("web.urls")),
]
handler404 = "web.errors.not_found"
handler500 = "web.errors.server_error"
