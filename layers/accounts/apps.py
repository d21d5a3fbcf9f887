from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "layers.accounts"
    label = "accounts"

    def ready(self) -> None:
        from layers.accounts import listening

        listening.connect()
