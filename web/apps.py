"""The app `web`."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, templates and the map application; no models of its own."""

    name = "web"
    label = "web"
