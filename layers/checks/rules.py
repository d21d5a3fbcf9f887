"""The rules by name: what each is called, in which layers it is checked unless somebody says otherwise, how exactly.

The sentences of what a rule finds stand under its codes in `gis.error_texts.checks`; what looks for it is one file in
`importers.checks`. docs/reference/checks.md has a heading for each.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from gis.errors import Severity
from gis.spatial.kinds import GeometryKind
from layers.catalog.description import LayerDescription, Title

ADMINISTRATION = "administration"
NETWORKS = frozenset({"utilities", "lighting", "transport"})


class Strictness(StrEnum):
    """How a rule is checked in a layer: what an `error` finds is kept out, the others report, `off` doesn't look."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    OFF = "off"

    @property
    def severity(self) -> Severity:
        return Severity(self.value)


@dataclass(frozen=True)
class RuleDescription:
    """One rule. `number` is the last part of its codes; `tolerance` is in `unit`, None where the rule has none.
    `suits` says whether it can be checked in a layer at all, `usual` whether it is unless somebody says otherwise."""

    name: str
    number: int
    title: Title
    suits: Callable[[LayerDescription], bool]
    usual: Callable[[LayerDescription], bool]
    unit: str = ""
    tolerance: float | None = None
    tolerances: tuple[tuple[str, float], ...] = ()
    """Other tolerances of layers of some templates."""
    severity: Strictness = Strictness.WARNING

    def code(self, severity: Severity) -> str:
        """W-CHECK-06; the letter says how much it matters in the layer."""
        return f"{severity.value[0].upper()}-CHECK-{self.number:02d}"

    def severity_for(self, layer: LayerDescription) -> Strictness:
        """As long as nobody says otherwise."""
        return self.severity if self.suits(layer) and self.usual(layer) else Strictness.OFF

    def tolerance_for(self, layer: LayerDescription) -> float | None:
        return dict(self.tolerances).get(_template(layer), self.tolerance)


def _template(layer: LayerDescription) -> str:
    return layer.template or layer.name


def _has(*names: str) -> Callable[[LayerDescription], bool]:
    return lambda layer: all(layer.field_named(name) is not None for name in names)


def _of_kind(kind: GeometryKind) -> Callable[[LayerDescription], bool]:
    return lambda layer: layer.geometry_kind is kind


def _made_from(*templates: str) -> Callable[[LayerDescription], bool]:
    return lambda layer: _template(layer) in templates


def _always(layer: LayerDescription) -> bool:
    return True


def _numbered_in_sheets(layer: LayerDescription) -> bool:
    return _has("so_to", "so_thua")(layer)


def _has_key(layer: LayerDescription) -> bool:
    """One that need not be unique: what a unique key refuses, the load itself keeps out (E-VALUE-02)."""
    return bool(layer.key_fields) and not layer.key_is_unique


def _in_communes(layer: LayerDescription) -> bool:
    return layer.theme != ADMINISTRATION


def area_field(layer: LayerDescription) -> tuple[str, float] | None:
    """The field that states the area of a polygon, and how many m² its unit is."""
    units = {"m²": 1.0, "m2": 1.0, "ha": 10_000.0, "km²": 1_000_000.0}
    for name in ("dien_tich", "area_m2", "area_ha"):
        field = layer.field_named(name)
        if field is not None and field.unit in units and str(field.type) in ("decimal", "integer"):
            return name, units[field.unit]
    return None


def _states_area(layer: LayerDescription) -> bool:
    return layer.geometry_kind is GeometryKind.POLYGON and area_field(layer) is not None


_POLYGONS = _of_kind(GeometryKind.POLYGON)
_PARCELS = _made_from("parcels")
_LOTS = _made_from("zoning")

RULES: dict[str, RuleDescription] = {
    rule.name: rule
    for rule in (
        RuleDescription(
            "repeated_key", 1, Title("Khóa lặp lại", "Repeated key"), _has_key,
            lambda layer: not _numbered_in_sheets(layer),
        ),
        RuleDescription(
            "repeated_parcel_number", 2, Title("Số thửa lặp lại trong tờ bản đồ", "Parcel number twice in a sheet"),
            _numbered_in_sheets, _always,
        ),
        RuleDescription(
            "stated_area", 3, Title("Diện tích ghi khác diện tích tính", "Stated and computed area differ"),
            _states_area, _made_from("parcels", "zoning"), "m²/√m²", 0.2, (("zoning", 2.0),),
        ),
        RuleDescription(
            "other_commune", 4, Title("Xã, phường ghi khác vị trí", "Stated commune isn't where it lies"),
            _has("ma_xa"), _in_communes,
        ),
        RuleDescription(
            "outside_communes", 5, Title("Nằm ngoài mọi xã, phường", "Outside of every commune"),
            _in_communes, _always,
        ),
        RuleDescription(
            "overlapping_parcels", 6, Title("Thửa chồng nhau", "Overlapping parcels"), _POLYGONS, _PARCELS, "m", 0.01,
        ),
        RuleDescription(
            "gaps", 7, Title("Khe hở giữa các thửa", "Gaps between parcels"), _POLYGONS, _PARCELS, "m", 0.5,
        ),
        RuleDescription(
            "missing_vertex", 8, Title("Thiếu đỉnh trên cạnh chung", "Vertex missing on a shared edge"),
            _POLYGONS, _PARCELS, "m", 0.01,
        ),
        RuleDescription(
            "overlapping_lots", 9, Title("Lô quy hoạch chồng nhau", "Overlapping zoning lots"),
            lambda layer: _POLYGONS(layer) and _has("ma_ho_so_qh")(layer), _LOTS, "m", 0.1,
        ),
        RuleDescription(
            "outside_plan", 10, Title("Lô vượt ranh giới đồ án", "Lots beyond the plan's boundary"),
            lambda layer: _POLYGONS(layer) and _has("ma_ho_so_qh")(layer), _LOTS, "m", 0.5,
        ),
        RuleDescription(
            "dangling_end", 11, Title("Đầu tuyến hở", "Dangling network ends"),
            _of_kind(GeometryKind.LINE), lambda layer: layer.theme in NETWORKS, "m", 0.5,
        ),
        RuleDescription(
            "duplicate_geometry", 12, Title("Hình trùng nhau", "Duplicate geometries"), _always,
            lambda layer: layer.geometry_kind is not GeometryKind.POINT,
        ),
    )
}  # fmt: skip
