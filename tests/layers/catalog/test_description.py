"""A description from which no sound tables could be made is refused by name."""

import pytest

from gis.errors import LayerRefused
from layers.catalog.description import SYSTEM_COLUMNS
from layers.catalog.soundness import check
from layers.templates import TEMPLATES, template_named


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "empty"),
        ("Parcels", "capitals"),
        ("thửa_đất", "accents"),
        ("1parcels", "begins with a digit"),
        ("par cels", "a space"),
        ("parcels;drop", "more than a name"),
        ("p" * 41, "too long"),
        ("parcels_history", "the name of a history table"),
        ("parcels_draft", "the name of a draft table"),
        ("change_log", "a table of the schema that is no layer's"),
        ("run_change", "a table of the schema that is no layer's"),
    ],
)
def test_a_bad_layer_name(describe, name: str, why: str) -> None:
    with pytest.raises(LayerRefused) as refused:
        check(describe(name))
    assert refused.value.code == "E-LAYER-01", why


@pytest.mark.parametrize("name", [*sorted(SYSTEM_COLUMNS), "Tên", "a b", "x" * 41, 'a"b'])
def test_a_bad_field_name(describe, name: str) -> None:
    with pytest.raises(LayerRefused) as refused:
        check(describe(fields={name: "text"}))
    assert refused.value.code == "E-LAYER-02"


@pytest.mark.parametrize("more", [{"key_fields": ("nope",)}, {"title_field": "nope"}])
def test_a_key_that_is_no_field(describe, more: dict[str, object]) -> None:
    with pytest.raises(LayerRefused) as refused:
        check(describe(**more))
    assert refused.value.code == "E-LAYER-03"


@pytest.mark.django_db
@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_a_shipped_template_is_sound(template) -> None:
    check(template)
    for field in template.fields:
        assert field.title.vi, field.name
        assert field.title.en, field.name
    assert template.title.vi != template.title.en
    assert {style_class["value"] for style_class in template.style["classes"]} or template.style["field"] is None


def test_the_owner_of_a_parcel_is_personal() -> None:
    parcels = TEMPLATES["parcels"]
    assert parcels.field_named("ten_chu").personal


def test_an_unknown_template_names_those_there_are() -> None:
    with pytest.raises(LayerRefused, match="parcels") as refused:
        template_named("nope")
    assert refused.value.code == "E-LAYER-07"
