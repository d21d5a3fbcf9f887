"""The layer description: the one source from which tables, model, API, tiles, forms and imports are derived.

Templates that ship with the product and layers that a city adds are described alike; nothing above the catalog asks
where a description came from.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

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
RESERVED_SUFFIXES = ("_history", "_draft", "_idx", "_pkey", "_seq", "_validity")
RESERVED_NAMES = frozenset({"change_log", "run_change"})
"""Tables that lie in the layers' schema and belong to no layer."""


class FieldType(StrEnum):
    """What a field holds: `code` a code of a list, `link` the id of another layer's feature, `file` the name under
    which a file was put away (`layers.catalog.files`)."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    TIME = "time"
    CODE = "code"
    LINK = "link"
    FILE = "file"

    @property
    def column_type(self) -> str:
        """PostgreSQL's type."""
        return {
            "text": "text", "integer": "bigint", "decimal": "double precision", "boolean": "boolean",
            "date": "date", "time": "timestamptz", "code": "text", "link": "bigint", "file": "text",
        }[self]  # fmt: skip

    @property
    def value_type(self) -> "FieldType":
        """The plain type that its values are of."""
        plain = {"code": FieldType.TEXT, "file": FieldType.TEXT, "link": FieldType.INTEGER}
        return plain.get(self, self)


@dataclass(frozen=True)
class Title:
    """What people call it, in Vietnamese and English."""

    vi: str
    en: str


Value = str | int | float | bool
"""A plain value in a description; dates and times as ISO 8601."""


@dataclass(frozen=True)
class FieldDescription:
    """One typed column. `aliases` are the names under which sources deliver it; `personal` data never leaves for
    those who may not see it (Law 91/2025).

    `minimum` and `maximum` (numbers, dates and times) and `pattern` (text; a regular expression that the whole value
    must match, as PostgreSQL and Python both read it) hold for every value that is given; `default` stands in where a
    new feature gives none. A `code` field names its `code_list`, a `link` field the layer it leads to.
    """

    name: str
    title: Title
    type: FieldType = FieldType.TEXT
    unit: str = ""
    required: bool = False
    personal: bool = False
    aliases: Sequence[str] = ()
    code_list: str = ""
    target: str = ""
    default: Value | None = None
    minimum: Value | None = None
    maximum: Value | None = None
    pattern: str = ""

    @property
    def has_rules(self) -> bool:
        return bool(self.pattern) or self.minimum is not None or self.maximum is not None


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
    strict_edits: bool = False
    """Whether programs must say which version they saw of a feature that they change."""

    @property
    def storage(self) -> Crs:
        return Crs(self.storage_epsg)

    def field_named(self, name: str) -> FieldDescription | None:
        return next((f for f in self.fields if f.name == name), None)

    def instantiated(self, **changes: Any) -> "LayerDescription":
        """The template under another name, CRS or title."""
        return replace(self, template=self.template or self.name, **changes)
