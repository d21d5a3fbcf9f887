from django.apps import AppConfig


class FeaturesConfig(AppConfig):
    name = "layers.features"
    label = "features"

    def ready(self) -> None:
        from layers.codes.use import COUNTERS
        from layers.features.queries.code_values import codes_in_use

        COUNTERS.append(codes_in_use)
