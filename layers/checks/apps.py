from django.apps import AppConfig


class ChecksConfig(AppConfig):
    name = "layers.checks"
    label = "checks"
