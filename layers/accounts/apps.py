from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "layers.accounts"
    label = "accounts"
