from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "layers.catalog"
    label = "catalog"
