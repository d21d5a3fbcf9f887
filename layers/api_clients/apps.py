from django.apps import AppConfig


class ApiClientsConfig(AppConfig):
    name = "layers.api_clients"
    label = "api_clients"
