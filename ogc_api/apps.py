from django.apps import AppConfig


class OgcApiConfig(AppConfig):
    name = "ogc_api"
    label = "ogc_api"
