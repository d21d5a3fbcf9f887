from layers.catalog.models import Layer
from layers.catalog.services.catalog_version import raise_version


def summarise_layer(name: str, *, extent: tuple[float, float, float, float] | None, feature_count: int) -> None:
    """Keep a layer's extent (west, south, east, north in degrees) and count beside its description."""
    layer = Layer.objects.get(name=name)
    layer.extent = list(extent) if extent else None
    layer.feature_count = feature_count
    layer.save(update_fields=["extent", "feature_count", "updated_at"])
    raise_version()
