from django.db import transaction
from django.utils import timezone

from layers.catalog.models import Layer
from layers.catalog.services.catalog_version import raise_version


def summarise_layer(name: str, *, extent: tuple[float, float, float, float] | None, feature_count: int) -> None:
    """Keep a layer's extent (west, south, east, north in degrees) and count beside its description."""
    layer = Layer.objects.get(name=name)
    layer.extent = list(extent) if extent else None
    layer.feature_count = feature_count
    layer.save(update_fields=["extent", "feature_count", "updated_at"])
    raise_version()


@transaction.atomic
def note_edit(name: str, *, added: int, around: tuple[float, float, float, float] | None) -> None:
    """Keep count and extent true after one feature was written, without a look at all the others.

    The extent only grows: what shrinks it is found at the next import. Workers are told of a wider extent, and of the
    first feature and the last; of a mere number they hear with the catalog's next change.
    """
    layer = Layer.objects.select_for_update().get(name=name)
    was_empty, before = not layer.feature_count, layer.extent
    layer.feature_count = max(0, layer.feature_count + added)
    if around is not None:
        layer.extent = list(around) if before is None else _wider(before, around)
    layer.save(update_fields=["extent", "feature_count"])
    if layer.extent != before or was_empty != (not layer.feature_count):
        raise_version()


def note_moved(name: str) -> None:
    """Features of a layer lie in other communes than before: whoever sees only some of them sees others now."""
    if Layer.objects.filter(name=name).update(updated_at=timezone.now()):
        raise_version()


def _wider(one: list[float], other: tuple[float, float, float, float]) -> list[float]:
    lows = (min(a, b) for a, b in zip(one[:2], other[:2], strict=True))
    highs = (max(a, b) for a, b in zip(one[2:], other[2:], strict=True))
    return [*lows, *highs]
