from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "layers.audit"
    label = "audit"
