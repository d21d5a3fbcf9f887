from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "layers.administration"
    label = "administration"
