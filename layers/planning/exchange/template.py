"""A class as a layer template.

The Circular requires the six fields that every class has (`REQUIRED`), with lengths and two patterns. Real deliveries
lack some of them, and its own example breaks a pattern: so here they are no constraints, and `export_model` tells what
a receiver would complain of.
"""

import csv
from dataclasses import dataclass
from functools import cache

from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from layers.catalog.styles import by_value, classes_from_list, single
from layers.planning.exchange.model import DATA, DATABASES, ExchangeClass, ExchangeField
from layers.planning.exchange.names import column_name, layer_name

LEGAL_BASIS = "Thông tư 16/2025/TT-BXD, Phụ lục II (59/VBHN-BXD)"


@dataclass(frozen=True)
class Demand:
    """What the Circular asks of a field that each feature has: letters at most, and a pattern."""

    length: int
    pattern: str = ""


REQUIRED: dict[str, Demand] = {
    "maThongTinQH": Demand(15, r"\d{2}\d{2}[1-4][1-5][0-2]\d{5}"),
    "maHoSoQH": Demand(15, r"\d{2}(QHC|QPK|QCT)\d\d{2}\d{4}"),
    "maDoiTuong": Demand(100),
    "tenDoiTuong": Demand(100),
    "phanLoai": Demand(250),
    "ghiChu": Demand(250),
}
_TYPES = {
    "object": FieldType.TEXT, "float32": FieldType.DECIMAL, "float64": FieldType.DECIMAL,
    "int16": FieldType.INTEGER, "int32": FieldType.INTEGER, "datetime64[ms]": FieldType.DATE,
}  # fmt: skip
_RANGES = {"int16": (-(2**15), 2**15 - 1), "int32": (-(2**31), 2**31 - 1)}
_COLOURS = {"HienTrang": "#6c757d", "QuyHoach": "#b5179e", "NenDiaHinh": "#8d6e63", "MocGioi": "#d62828"}
_LOTS = "ChucNangSuDungDat_A"


def class_template(exchange_class: ExchangeClass) -> LayerDescription:
    """The description of a layer that holds a class. Official field names are the first alias of each field."""
    stage = DATABASES[exchange_class.database]
    name, dataset = exchange_class.name, exchange_class.dataset
    fields = tuple(_field(field) for field in exchange_class.fields)
    return LayerDescription(
        name=layer_name(exchange_class),
        title=Title(
            f"{stage.vi}: {exchange_class.title_vi}",
            f"{stage.en}: {_titles('tt16_class_titles.csv', 'feature_class')[name]['title_en']}",
        ),
        description=Title(
            f"Lớp {name}, nhóm {dataset} của cơ sở dữ liệu {exchange_class.database}.",
            f"Class {name}, dataset {dataset} of the database {exchange_class.database}.",
        ),
        theme="planning",
        geometry_kind=exchange_class.kind,
        fields=fields,
        template=exchange_class.key,
        key_fields=("ma_ho_so_qh", "ma_doi_tuong"),
        title_field="ky_hieu_lo_dat" if name == _LOTS else "ten_doi_tuong",
        legal_basis=LEGAL_BASIS,
        style=_style(exchange_class),
        min_zoom=10 if name == _LOTS else 12,
        shown_at_start=False,
    )


def _field(field: ExchangeField) -> FieldDescription:
    title = _titles("tt16_field_titles.csv", "field")[field.name]
    low, high = _RANGES.get(field.kind, (None, None))
    return FieldDescription(
        column_name(field.name),
        Title(title["title_vi"], title["title_en"]),
        _TYPES[field.kind],
        unit=title["unit"],
        aliases=(field.name,),
        minimum=low,
        maximum=high,
    )


def _style(exchange_class: ExchangeClass) -> dict[str, object]:
    colour = _COLOURS[exchange_class.database]
    if exchange_class.name != _LOTS:
        return single(colour, colour, width=1.2, opacity=0.25 if exchange_class.kind.dimension == 2 else 0.9)
    functions = classes_from_list("planning_function")
    return by_value("chuc_nang_su_dung_dat_muc1", functions, single("#e6e0d4", "#6f6a60", width=0.8, opacity=0.55))


@cache
def _titles(file: str, by: str) -> dict[str, dict[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as rows:
        return {row[by]: row for row in csv.DictReader(rows)}
