"""The layer description: the one source from which tables, model, API, tiles, forms and imports are derived.

Templates that ship with the product and layers that a city adds are described alike; nothing above the catalog asks
where a description came from.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from gis.errors import LayerRefused
from gis.spatial.crs import Crs
from gis.spatial.kinds import GeometryKind

NAME = re.compile(r"^[a-z][a-z0-9_]{0,39}$")
SYSTEM_COLUMNS = frozenset(
    {
        "public_id", "valid_from", "valid_to", "version", "recorded_from", "import_run", "commune_code", "geom",
        "extra", "recorded_to", "operation", "changeset", "fid", "geometry", "id",
        "tableoid", "ctid", "xmin", "xmax", "cmin", "cmax",
    }
)  # fmt: skip
"""Columns that every layer's tables have, or PostgreSQL's own; no field may be called so."""
RESERVED_SUFFIXES = ("_history", "_draft")


class FieldType(StrEnum):
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    TIME = "time"

    @property
    def column_type(self) -> str:
        """PostgreSQL's type."""
        return {
            "text": "text", "integer": "bigint", "decimal": "double precision", "boolean": "boolean",
            "date": "date", "time": "timestamptz",
        }[self]  # fmt: skip


@dataclass(frozen=True)
class Title:
    """What people call it, in Vietnamese and English."""

    vi: str
    en: str


@dataclass(frozen=True)
class FieldDescription:
    """One typed column. `aliases` are the names under which sources deliver it; `personal` data never leaves for
    those who may not see it (Law 91/2025)."""

    name: str
    title: Title
    type: FieldType = FieldType.TEXT
    unit: str = ""
    required: bool = False
    personal: bool = False
    aliases: Sequence[str] = ()


@dataclass(frozen=True)
class LayerDescription:
    """Everything that is known of a layer but its features."""

    name: str
    title: Title
    theme: str
    geometry_kind: GeometryKind
    fields: Sequence[FieldDescription]
    storage_epsg: int = 0
    """0 in a template means the city's own zone."""
    description: Title = field(default_factory=lambda: Title("", ""))
    template: str = ""
    key_fields: Sequence[str] = ()
    """What people find a feature by, from wide to narrow: commune, sheet, parcel number."""
    key_is_unique: bool = False
    """Parcel numbers are not: in one real set 463 of 195,152 repeated a number within a sheet."""
    title_field: str = ""
    access: str = "public"
    licence: str = ""
    attribution: str = ""
    owner: str = ""
    legal_basis: str = ""
    lineage: str = ""
    synthetic: bool = False
    style: Mapping[str, Any] = field(default_factory=dict)
    min_zoom: int = 0
    shown_at_start: bool = True

    @property
    def storage(self) -> Crs:
        return Crs(self.storage_epsg)

    @property
    def public_fields(self) -> tuple[FieldDescription, ...]:
        """The fields that everyone may see: no personal ones."""
        return tuple(f for f in self.fields if not f.personal)

    def field_named(self, name: str) -> FieldDescription | None:
        return next((f for f in self.fields if f.name == name), None)

    def instantiated(self, **changes: Any) -> "LayerDescription":
        """The template under another name, CRS or title."""
        return replace(self, template=self.template or self.name, **changes)


def check(description: LayerDescription) -> None:
    """Refuse a description from which no sound tables can be made.

    Raises:
        LayerRefused: E-LAYER-01 name, E-LAYER-02 field, E-LAYER-03 key.
    """
    if not NAME.match(description.name) or description.name.endswith(RESERVED_SUFFIXES):
        raise LayerRefused("E-LAYER-01", name=description.name)
    seen: set[str] = set()
    for described in description.fields:
        name = described.name
        if not NAME.match(name) or name in SYSTEM_COLUMNS or name in seen:
            raise LayerRefused("E-LAYER-02", name=name, layer=description.name)
        seen.add(name)
    for key in (*description.key_fields, *filter(None, [description.title_field])):
        if key not in seen:
            raise LayerRefused("E-LAYER-03", name=key, layer=description.name)
