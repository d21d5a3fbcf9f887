from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "layers.imports"
    label = "imports"
