from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "layers.webhooks"
    label = "webhooks"
