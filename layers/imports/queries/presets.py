"""Presets for who may import into the layer they serve."""

from collections.abc import Iterable

from django.db.models import QuerySet

from gis.errors import NotFound
from layers.access.errors import NotAllowed
from layers.access.rights import Right
from layers.features.authority import OPERATOR, Author, Writing
from layers.imports.models import ImportPreset
from layers.imports.preset import Preset, signature


def list_presets(by: Author) -> list[Preset]:
    """Those that somebody may use, by name, without the fields that they don't know of."""
    return [_shown(by, row) for row in _rows() if _may_use(by, row)]


def shown_preset(by: Author, name: str) -> Preset:
    """The preset of that name, without the fields that who asks doesn't know of.

    Raises:
        NotFound: E-MAP-02 there is none, or none that who asks may use.
    """
    return _shown(by, _named(by, name))


def preset_named(by: Author, name: str, *, layer: str = "", template: str = "") -> Preset:
    """The preset of that name; where a layer or template is given, one that serves it.

    Raises:
        NotFound: E-MAP-02 there is none, or none that who asks may use.
    """
    return _preset(_named(by, name, layer, template))


def fitting_preset(by: Author, columns: Iterable[str], *, layer: str, template: str) -> Preset | None:
    """The preset whose source has exactly these columns: of the layer before others of its template, the one changed
    last. None where there is none."""
    rows = _rows().filter(columns=list(signature(columns))).order_by("-changed_at", "-pk")
    fitting = [row for row in rows if _serves(row, layer, template) and _may_use(by, row)]
    fitting.sort(key=lambda row: row.layer != layer)
    return _preset(fitting[0]) if fitting else None


def _rows() -> QuerySet[ImportPreset]:
    return ImportPreset.objects.select_related("created_by")


def _named(by: Author, name: str, layer: str = "", template: str = "") -> ImportPreset:
    row = _rows().filter(name=name).first()
    if row is None or (layer and not _serves(row, layer, template)) or not _may_use(by, row):
        raise NotFound("E-MAP-02", preset=name[:60], layer=layer or "-")
    return row


def _serves(row: ImportPreset, layer: str, template: str) -> bool:
    return row.layer == layer or (bool(template) and row.template == template)


def _may_use(by: Author, row: ImportPreset) -> bool:
    """Whether they may import into its layer; the operator may use those of layers that are gone."""
    if by is OPERATOR:
        return True
    try:
        Writing.of(by, row.layer, Right.IMPORT)
    except (NotFound, NotAllowed):
        return False
    return True


def _shown(by: Author, row: ImportPreset) -> Preset:
    preset = _preset(row)
    return preset if by is OPERATOR else preset.without(Writing.of(by, row.layer, Right.IMPORT).hidden)


def _preset(row: ImportPreset) -> Preset:
    return Preset(
        row.name, row.layer, row.template, tuple(row.columns), row.mapping, row.value_maps, row.crs, row.encoding,
        row.options, row.source, row.created_by.name if row.created_by else "", row.created_at, row.last_used_at,
    )  # fmt: skip
