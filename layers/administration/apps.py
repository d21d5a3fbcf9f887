from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "layers.administration"
    label = "administration"

    def ready(self) -> None:
        """Rights are given for units and kept as communes: this package knows which."""
        from layers.access.areas import expand_by
        from layers.administration.areas import communes_of_unit

        expand_by(communes_of_unit)
