"""A small city to search in: parcels of two former communes in one of today's, roads, trees and a hidden layer."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from layers.catalog.description import FieldDescription, LayerDescription, Title
from layers.features.services import create_layer
from layers.templates import template_named
from tests.layers.features.rows import insert_square

Insert = Callable[..., int]


@pytest.fixture
def parcels(db: None) -> LayerDescription:
    """Sheet 12 has a parcel 45 in Trung Dũng (26041 then) and in Quang Vinh (26023), both Trấn Biên (26041) today."""
    description = template_named("parcels").instantiated(storage_epsg=5899)
    create_layer(description)
    rows = [
        ("26041", "12", "45", "15 Võ Thị Sáu, phường Trung Dũng"),
        ("26023", "12", "45", "7 Phan Đình Phùng"),
        ("26041", "12", "46", "17 Võ Thị Sáu, phường Trung Dũng"),
        ("26041", "12", "51", "15/3 Võ Thị Sáu, phường Trung Dũng"),
        ("26041", "13", "7", "Số 8 Đường 30 Tháng 4"),
    ]
    for at, (commune, sheet, number, address) in enumerate(rows):
        insert_square(
            description, at, ma_xa=commune, so_to=sheet, so_thua=number, dia_chi=address, commune_code="26041",
            ten_chu="Nguyễn Văn Kín", dien_tich=100 + at,
        )  # fmt: skip
    return description


@pytest.fixture
def named(describe: Callable[..., LayerDescription], db: None) -> Callable[..., LayerDescription]:
    """Makes a layer whose features are found by the given titles."""

    def make(name: str, titles: list[str], **more: Any) -> LayerDescription:
        description = describe(name, fields={"name": "text"}, title_field="name", **more)
        create_layer(description)
        for at, title in enumerate(titles):
            insert_square(description, at, name=title)
        return description

    return make


def with_personal(description: LayerDescription, name: str) -> LayerDescription:
    """The description with one more, personal field that people would search by."""
    return replace(
        description,
        fields=(*description.fields, FieldDescription(name, Title(name, name), personal=True)),
        title_field=name,
    )
