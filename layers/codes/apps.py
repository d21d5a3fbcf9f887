from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CodesConfig(AppConfig):
    name = "layers.codes"
    label = "codes"

    def ready(self) -> None:
        post_migrate.connect(_load, sender=self)


def _load(apps: Any, **_: Any) -> None:
    """The lists of this version, once their tables are there."""
    try:
        apps.get_model("codes", "CodesVersion")
    except LookupError:  # migrated only so far
        return
    from layers.codes.services import load_shipped_lists

    load_shipped_lists()
