"""What is declared as JSON is what is described, and what isn't understood is named."""

import json
from typing import Any

import pytest

from gis.errors import DothiError
from layers.catalog.declaration import declared_field, declared_layer, layer_document
from layers.catalog.soundness import check
from layers.templates import TEMPLATES

KIOSKS: dict[str, Any] = {
    "name": "kiosks",
    "title": {"vi": "Ki-ốt", "en": "Kiosks"},
    "theme": "public_spaces",
    "geometry": "point",
    "storage_crs": "EPSG:9210",
    "fields": [
        {"name": "number", "title": "Số", "type": "text", "required": True, "pattern": "K[0-9]+"},
        {"name": "area_m2", "title": {"vi": "Diện tích", "en": "Area"}, "type": "decimal", "unit": "m²", "minimum": 0},
    ],
    "key": ["number"],
    "key_is_unique": True,
    "title_field": "number",
}


def test_a_declaration_comes_back() -> None:
    description = declared_layer(KIOSKS)
    check(description)
    again = layer_document(description)
    assert declared_layer(json.loads(json.dumps(again))) == description
    assert again["fields"][0]["title"] == {"vi": "Số", "en": "Số"}


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_every_template_can_be_declared(template: Any) -> None:
    described = template.instantiated(storage_epsg=template.storage_epsg or 9210)
    assert declared_layer(json.loads(json.dumps(layer_document(described)))) == described


def test_without_a_crs_the_citys_own(settings: Any) -> None:
    document = {name: value for name, value in KIOSKS.items() if name != "storage_crs"}
    assert declared_layer(document).storage_epsg == settings.CITY_EPSG


@pytest.mark.parametrize(
    ("changes", "code", "named"),
    [
        ({"colour": "red"}, "E-LAYER-13", "colour"),
        ({"geometry": "circle"}, "E-LAYER-13", "geometry"),
        ({"geometry": 3}, "E-LAYER-13", "geometry"),
        ({"title": {"en": "Kiosks"}}, "E-LAYER-13", "title"),
        ({"title": 3}, "E-LAYER-13", "title"),
        ({"fields": {}}, "E-LAYER-13", "fields"),
        ({"fields": [{"name": "a", "title": "a", "type": "colour"}]}, "E-LAYER-13", "type"),
        ({"fields": [{"name": "a"}]}, "E-LAYER-14", "title"),
        ({"key": "number"}, "E-LAYER-13", "key"),
        ({"min_zoom": 1.5}, "E-LAYER-13", "min_zoom"),
        ({"synthetic": "yes"}, "E-LAYER-13", "synthetic"),
        ({"storage_crs": "EPSG:123456"}, "E-CRS-01", ""),
        ({"storage_crs": 9210}, "E-LAYER-13", "storage_crs"),
        ({"access": "secret"}, "E-ACCESS-25", "secret"),
        ({"licence": "mine"}, "E-LAYER-12", "licence"),
        ({"theme": "nothing"}, "E-LAYER-12", "theme"),
    ],
    ids=str,
)
def test_what_is_not_understood_is_named(changes: dict[str, Any], code: str, named: str) -> None:
    with pytest.raises(DothiError) as refused:
        check(declared_layer({**KIOSKS, **changes}))
    assert refused.value.code == code
    assert named in refused.value.sentence("en") + refused.value.way_out("en")


@pytest.mark.parametrize("missing", ["name", "title", "theme", "geometry", "fields"])
def test_what_is_missing_is_named(missing: str) -> None:
    with pytest.raises(DothiError) as refused:
        declared_layer({name: value for name, value in KIOSKS.items() if name != missing})
    assert refused.value.code == "E-LAYER-14"
    assert missing in refused.value.sentence("vi")


@pytest.mark.parametrize("document", [None, [], "kiosks", 7])
def test_what_is_no_object(document: Any) -> None:
    for declared in (declared_layer, declared_field):
        with pytest.raises(DothiError) as refused:
            declared(document)
        assert refused.value.code == "E-LAYER-13"
