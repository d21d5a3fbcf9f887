"""Parcels (thửa đất). Field names are those of `parcel_field_aliases.csv`, the canonical names of the domain."""

import csv
from pathlib import Path

from gis.spatial.kinds import GeometryKind
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from layers.catalog.styles import by_value, classes_from_list, single
from layers.catalog.usual_fields import code

DATA = Path(__file__).parents[1] / "data"


def _aliases() -> dict[str, tuple[str, ...]]:
    """Names under which sources deliver each field, as met in real files."""
    with (DATA / "parcel_field_aliases.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["canonical"]: tuple(alias.split(" (")[0] for alias in row["aliases_met_in_public_code"].split("|"))
            for row in csv.DictReader(file)
        }


_ALIASES = _aliases()


def _field(
    name: str, vi: str, en: str, kind: FieldType = FieldType.TEXT, *, unit: str = "", personal: bool = False
) -> FieldDescription:
    return FieldDescription(name, Title(vi, en), kind, unit=unit, personal=personal, aliases=_ALIASES.get(name, ()))


PARCELS = LayerDescription(
    name="parcels",
    title=Title("Thửa đất", "Parcels"),
    description=Title("Thửa đất theo bản đồ địa chính.", "Parcels of the cadastral map."),
    theme="land",
    geometry_kind=GeometryKind.POLYGON,
    fields=(
        _field("ma_xa", "Mã xã khi đo đạc", "Commune code at survey"),
        _field("so_to", "Số tờ bản đồ", "Map sheet number"),
        _field("so_thua", "Số thửa", "Parcel number"),
        code("loai_dat", "Loại đất", "Land use", "land_use", *_ALIASES["loai_dat"]),
        _field("dien_tich", "Diện tích đo", "Surveyed area", FieldType.DECIMAL, unit="m²"),
        _field("dien_tich_phap_ly", "Diện tích pháp lý", "Legal area", FieldType.DECIMAL, unit="m²"),
        _field("dia_chi", "Địa chỉ thửa đất", "Parcel address"),
        _field("so_to_cu", "Số tờ cũ", "Former sheet number"),
        _field("so_thua_cu", "Số thửa cũ", "Former parcel number"),
        _field("ten_chu", "Chủ sử dụng đất", "Land user", personal=True),
    ),
    key_fields=("ma_xa", "so_to", "so_thua"),
    title_field="so_thua",
    legal_basis="Luật Đất đai 31/2024/QH15; Thông tư 26/2024/TT-BTNMT",
    style=by_value(
        "loai_dat",
        classes_from_list("land_use"),
        single("#efe9dc", "#8a7f6c", width=0.6),
    ),
    min_zoom=13,
)
