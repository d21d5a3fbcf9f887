"""The product's URLs: `/ogc/` for every other system, everything else for people."""

from django.urls import include, path, re_path

from ogc_api.building_blocks.common import landing
from ogc_api.methods import reading

urlpatterns = [
    path("ogc", reading(landing), name="ogc-without-slash"),  # the landing page, with and without the slash
    re_path(r"^ogc/+", include("ogc_api.urls")),  # who joins addresses often writes one slash too many
    path("account/", include("web.account_urls")),  # without a namespace: django-allauth knows its views by bare names
    path("", include("web.urls")),
]
handler404 = "web.errors.not_found"
handler500 = "web.errors.server_error"
