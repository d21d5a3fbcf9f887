from collections.abc import Sequence

from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "layers.administration"
    label = "administration"

    def ready(self) -> None:
        """Rights are given for units and kept as communes: this package knows which."""
        from layers.access.areas import expand_by

        expand_by(_communes_of_unit)


def _communes_of_unit(code: str) -> Sequence[str]:
    """Asked seldom, and the gazetteer brings what reads features with it: not at every start of a command."""
    from layers.administration.areas import communes_of_unit

    return communes_of_unit(code)
