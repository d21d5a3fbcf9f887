from collections.abc import Collection, Mapping

from django.apps import AppConfig


class FeaturesConfig(AppConfig):
    name = "layers.features"
    label = "features"

    def ready(self) -> None:
        from layers.codes.use import COUNTERS

        COUNTERS.append(_codes_in_use)


def _codes_in_use(name: str, codes: Collection[str]) -> Mapping[str, Collection[str]]:
    """Asked seldom, and what reads features brings Arrow with it: not at every start of a command."""
    from layers.features.queries.code_values import codes_in_use

    return codes_in_use(name, codes)
