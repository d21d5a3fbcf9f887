"""Presets for who may import into the layer they serve."""

from collections.abc import Iterable

from gis.errors import NotFound
from layers.access.errors import NotAllowed
from layers.access.rights import Right
from layers.features.authority import OPERATOR, Author, Writing
from layers.imports.models import ImportPreset
from layers.imports.preset import Preset, signature


def list_presets(by: Author) -> list[Preset]:
    """Those that somebody may use, by name."""
    return [_preset(row) for row in ImportPreset.objects.all() if _may_use(by, row)]


def preset_named(by: Author, name: str, *, layer: str = "", template: str = "") -> Preset:
    """The preset of that name; where a layer or template is given, one that serves it.

    Raises:
        NotFound: E-MAP-02 there is none, or none that who asks may use.
    """
    row = ImportPreset.objects.filter(name=name).first()
    if row is None or (layer and not _serves(row, layer, template)) or not _may_use(by, row):
        raise NotFound("E-MAP-02", preset=name[:60], layer=layer or "-")
    return _preset(row)


def fitting_preset(by: Author, columns: Iterable[str], *, layer: str, template: str) -> Preset | None:
    """The preset whose source has exactly these columns: of the layer before others of its template, the one changed
    last. None where there is none."""
    rows = ImportPreset.objects.filter(columns=list(signature(columns))).order_by("-changed_at", "-pk")
    fitting = [row for row in rows if _serves(row, layer, template) and _may_use(by, row)]
    fitting.sort(key=lambda row: row.layer != layer)
    return _preset(fitting[0]) if fitting else None


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


def _preset(row: ImportPreset) -> Preset:
    return Preset(
        row.name, row.layer, row.template, tuple(row.columns), row.mapping, row.value_maps, row.crs, row.encoding,
        row.options,
    )  # fmt: skip
