import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from gis.errors import NotFound
from gis.spatial.kinds import GeometryKind
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from layers.catalog.models import CatalogVersion, Field, ImportRun, Layer

VERSION_SECONDS = 1.0
"""How old a worker's knowledge of the catalog's version may be: a change shows everywhere within two seconds."""


@dataclass(frozen=True)
class LayerSummary:
    """A description with what is known of its features: `extent` is west, south, east, north in degrees."""

    description: LayerDescription
    extent: tuple[float, float, float, float] | None
    feature_count: int
    licence_title: str
    licence_url: str
    created_at: datetime
    updated_at: datetime


def catalog_version() -> int:
    """The number that rises with every change of the catalog."""
    return CatalogVersion.objects.filter(pk=1).values_list("number", flat=True).first() or 1


class _Cache:
    """The whole catalog of one version; dropped as a whole when the version rises."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.version = 0
        self.checked_at = -VERSION_SECONDS
        self.layers: dict[str, LayerSummary] = {}
        self.state = object()

    def summaries(self) -> dict[str, LayerSummary]:
        now = time.monotonic()
        if now - self.checked_at < VERSION_SECONDS:
            return self.layers
        with self.lock:
            version = catalog_version()
            if version != self.version:
                self.layers = {summary.description.name: summary for summary in _all()}
                self.version, self.state = version, object()
            self.checked_at = now
        return self.layers

    def forget(self) -> None:
        self.checked_at = -VERSION_SECONDS
        self.version = 0


_cache = _Cache()
forget = _cache.forget


def layers_in_use() -> list[LayerSummary]:
    """The whole catalog as this worker's answers show it, whoever may know of it, in its order.

    Not for answers: what somebody sees of it is a View (`layers.access`).
    """
    return list(_cache.summaries().values())


def summary_in_use(name: str) -> LayerSummary | None:
    """One layer of `layers_in_use`."""
    return _cache.summaries().get(name)


def every_layer() -> list[LayerSummary]:
    """The whole catalog as it stands in the database now, whoever may know of it: for the command line."""
    return _all()


def version_in_use() -> int:
    """The catalog's version that this worker's answers show now."""
    _cache.summaries()
    return _cache.version


def state_in_use() -> object:
    """What this worker's answers show now: another object as soon as they show another catalog, so that what is made
    of the whole catalog can be kept by it."""
    _cache.summaries()
    return _cache.state


def layer_exists(name: str) -> bool:
    """Whether the name is taken, asked of the database itself."""
    return Layer.objects.filter(name=name).exists()


def stored_description(name: str) -> LayerDescription:
    """The description as it stands in the database now, past the cache: for services that write."""
    layer = _rows().filter(name=name).first()
    if layer is None:
        raise NotFound("E-LAYER-05", name=name[:80])
    return _description(layer, _fields(layer=layer).get(layer.pk, ()))


@dataclass(frozen=True)
class DroppedField:
    """A field that nobody may know of any more: its name, the column that still holds its values, and since when."""

    name: str
    column: str
    dropped_at: datetime

    @property
    def is_aside(self) -> bool:
        """Whether its column has a name that nobody can ask for."""
        return self.column != self.name


def dropped_fields(layer: str) -> list[DroppedField]:
    """A layer's dropped fields; the latest last."""
    rows = Field.objects.filter(layer__name=layer, hidden_at__isnull=False).order_by("hidden_at", "pk")
    return [
        DroppedField(former or column, column, at)
        for former, column, at in rows.values_list("former_name", "name", "hidden_at")
        if at is not None
    ]


def loaded_run_of(layer_name: str, sha256: str) -> int | None:
    """The run that loaded this very source into the layer before, if any."""
    run = ImportRun.objects.filter(layer_name=layer_name, source_sha256=sha256, state=ImportRun.State.LOADED)
    return run.values_list("pk", flat=True).last()


def _rows() -> QuerySet[Layer]:
    return Layer.objects.select_related("licence", "owner").order_by("pk")


def _all() -> list[LayerSummary]:
    fields = _fields()
    return [_summary(layer, fields.get(layer.pk, ())) for layer in _rows()]


def _fields(**of: Layer) -> dict[int, list[FieldDescription]]:
    """The fields that weren't dropped, by layer. Plain rows: 3,000 fields as models would take 0.1 s."""
    rows = Field.objects.filter(hidden_at__isnull=True, **of).order_by("layer_id", "position")
    found: dict[int, list[FieldDescription]] = defaultdict(list)
    for row in rows.values_list("layer_id", "title_vi", "title_en", "field_type", "aliases", "name", *_SAME):
        layer, title_vi, title_en, kind, aliases, name, *same = row
        found[layer].append(
            FieldDescription(
                name, Title(title_vi, title_en), FieldType(kind), aliases=tuple(aliases),
                **dict(zip(_SAME, same, strict=True)),
            )
        )  # fmt: skip
    return found


_SAME = (
    "unit", "required", "personal", "code_list", "target", "default", "minimum", "maximum", "pattern",
)  # fmt: skip
"""What a row of the table and a description call and hold alike."""


def _summary(layer: Layer, fields: Sequence[FieldDescription]) -> LayerSummary:
    extent = layer.extent
    return LayerSummary(
        description=_description(layer, fields),
        extent=(extent[0], extent[1], extent[2], extent[3]) if extent else None,
        feature_count=layer.feature_count,
        licence_title=layer.licence.title if layer.licence else "",
        licence_url=layer.licence.url if layer.licence else "",
        created_at=layer.created_at,
        updated_at=layer.updated_at,
    )


def _description(layer: Layer, fields: Sequence[FieldDescription]) -> LayerDescription:
    return LayerDescription(
        name=layer.name,
        title=Title(layer.title_vi, layer.title_en),
        description=Title(layer.description_vi, layer.description_en),
        theme=layer.theme,
        geometry_kind=GeometryKind(layer.geometry_kind),
        storage_epsg=layer.storage_epsg,
        template=layer.template,
        key_fields=tuple(layer.key_fields),
        key_is_unique=layer.key_is_unique,
        title_field=layer.title_field,
        access=layer.access,
        licence=layer.licence.code if layer.licence else "",
        owner=layer.owner.code if layer.owner else "",
        attribution=layer.attribution,
        legal_basis=layer.legal_basis,
        lineage=layer.lineage,
        synthetic=layer.synthetic,
        style=layer.style,
        min_zoom=layer.min_zoom,
        shown_at_start=layer.shown_at_start,
        strict_edits=layer.strict_edits,
        fields=tuple(fields),
    )
