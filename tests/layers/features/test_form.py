"""The form says what `accepted_values` holds to, neither more nor less."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from gis.errors import DothiError
from layers.access.queries import public_view
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from layers.features.accepted_values import accepted_values
from layers.features.form import Widget, form_document, form_of
from layers.features.services import add_field, create_layer
from layers.templates import TEMPLATES

pytestmark = pytest.mark.django_db


def field(name: str, kind: FieldType = FieldType.TEXT, **more: Any) -> FieldDescription:
    return FieldDescription(name, Title(f"Trường {name}", name), kind, **more)


@pytest.fixture
def plots(describe: Callable[..., LayerDescription]) -> LayerDescription:
    described = replace(
        describe("plots"),
        fields=(
            field("number", required=True, pattern="P[0-9]+"),
            field("floors", FieldType.INTEGER, minimum=0, maximum=60),
            field("height", FieldType.DECIMAL, default=3.5, required=True, unit="m"),
            field("use", FieldType.CODE, code_list="land_use"),
            field("owner", personal=True),
        ),
    )
    create_layer(described)
    return described


def test_the_document(plots: LayerDescription, client: Client) -> None:
    answer = client.get("/api/layers/plots/form")
    assert answer.json() == form_document(public_view().layer("plots"))
    number, floors, height, use = answer.json()["inputs"]
    assert number == {
        "name": "number",
        "title": {"vi": "Trường number", "en": "number"},
        "widget": "text",
        "required": True,
        "pattern": "P[0-9]+",
    }
    assert (floors["widget"], floors["minimum"], floors["maximum"]) == ("whole_number", 0, 60)
    assert (height["required"], height["default"], height["unit"]) == (False, 3.5, "m")
    titles = {choice["code"]: choice["title"]["vi"] for choice in use["choices"]}
    assert titles["ODT"] == "Đất ở tại đô thị"
    assert client.get("/api/layers/plots/form", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.get("/api/layers/nothing/form").json()["code"] == "E-LAYER-05"


def test_a_field_that_was_just_added_is_in_it(plots: LayerDescription, client: Client) -> None:
    from layers.catalog.queries.layers import forget

    add_field("plots", field("lit", FieldType.BOOLEAN))
    forget()
    assert client.get("/api/layers/plots/form").json()["inputs"][-1]["widget"] == "checkbox"


def test_what_is_filled_in_as_it_says_is_accepted(plots: LayerDescription) -> None:
    filled = {"number": "P1", "floors": 60, "use": form_of(public_view().layer("plots"))[3].choices[-1].code}
    assert accepted_values(plots, filled, complete=True) == filled
    required = [one.name for one in form_of(public_view().layer("plots")) if one.required]
    for name in required:
        with pytest.raises(DothiError) as refused:
            accepted_values(plots, {k: v for k, v in filled.items() if k != name}, complete=True)
        assert refused.value.code == "E-FEATURE-04"


def test_every_template_has_a_form() -> None:
    for template in TEMPLATES.values():
        inputs = form_of(template)
        assert {one.name for one in inputs} == {f.name for f in template.fields}
        assert all(one.choices for one in inputs if one.widget is Widget.CHOICE), template.name
