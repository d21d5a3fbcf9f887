"""Every template that ships: sound, in both languages, made into a layer under another name and in another system, and
seen where it may be seen."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from gis.errors import CrsRefused, DothiError, FeatureRefused, LayerRefused
from layers.catalog.description import FieldType, LayerDescription
from layers.catalog.queries import every_layer, layer_exists
from layers.catalog.soundness import check
from layers.catalog.themes import THEMES
from layers.features.authority import OPERATOR
from layers.features.services import add_feature, create_layer
from layers.planning.exchange import class_template, classes
from layers.templates import TEMPLATES, create_from_template, from_template, template_named

CODES = Path(__file__).resolve().parents[2] / "layers" / "codes" / "data"
NAMED_IN_THE_SOURCES = {
    "Nghị quyết 202/2025/QH15", "Luật Đất đai 31/2024/QH15", "Thông tư 26/2024/TT-BTNMT",
    "Luật Quy hoạch đô thị và nông thôn 47/2024/QH15", "Thông tư 16/2025/TT-BXD", "Nghị định 258/2025/NĐ-CP",
    "Nghị định 79/2009/NĐ-CP", "Nghị định 80/2014/NĐ-CP", "Luật 135/2025/QH15", "Nghị định 217/2026/NĐ-CP",
    "Thông tư 16/2025/TT-BXD, Phụ lục II",
}  # fmt: skip
"""Documents that the domain's sources name; no other may be given as a basis."""
WITHOUT_ACCENTS = {"Camera", "Ghi chú"}

every = pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
EVERYTHING = {**TEMPLATES, **{one.key: class_template(one) for one in classes()}}
ONE_OF_EACH_KIND = ("land_price_zones", "light_circuits", "traffic_signals")


@pytest.fixture
def answers_anew() -> None:
    """Versions of the catalog that are rolled back come again: what was built for one of them is forgotten."""
    from ogc_api.pygeoapi_bridge import _api

    _api.cache_clear()


def has_accents(text: str) -> bool:
    return any(unicodedata.combining(c) or c in "đĐ" for c in unicodedata.normalize("NFD", text))


@pytest.mark.django_db
@every
def test_a_template_is_sound(template: LayerDescription) -> None:
    check(template)
    names = [field.name for field in template.fields]
    assert len(names) == len(set(names))
    assert template.key_fields
    assert template.title_field
    assert template.theme in THEMES
    assert template.style["default"]["fill"].startswith("#")
    assert 6 <= template.min_zoom <= 17 or template.name == "provinces"


@every
def test_its_titles_stand_in_both_languages(template: LayerDescription) -> None:
    for title in (template.title, template.description, *(field.title for field in template.fields)):
        assert title.vi
        assert title.en
        assert title.vi == unicodedata.normalize("NFC", title.vi)
        assert not has_accents(title.en), title.en
    assert has_accents(template.description.vi)
    assert sum(has_accents(field.title.vi) for field in template.fields) > len(template.fields) * 0.7


@every
def test_code_lists_and_targets_exist(template: LayerDescription) -> None:
    for field in template.fields:
        if field.type is FieldType.CODE:
            assert (CODES / f"{field.code_list}.csv").is_file(), field.name
            assert f"\n{field.code_list}," in (CODES / "lists.csv").read_text(encoding="utf-8")
        if field.type is FieldType.LINK:
            assert field.target in TEMPLATES, field.name


@every
def test_its_legal_basis_is_a_document_that_the_sources_name(template: LayerDescription) -> None:
    assert set(filter(None, template.legal_basis.split("; "))) <= NAMED_IN_THE_SOURCES


@every
def test_one_alias_fills_one_field(template: LayerDescription) -> None:
    """Where two fields could take a column, the first does: then the alias of the second is idle."""
    from importers.normalise.attributes import plain

    for field in template.fields:
        others = {plain(other.name) for other in template.fields if other is not field}
        assert not others & {plain(alias) for alias in field.aliases} or template.theme == "administration", field.name


@pytest.mark.parametrize(
    ("template", "fields"),
    [
        ("building_permits", {"owner", "owner_id", "owner_phone", "owner_address", "designer"}),
        ("apartment_buildings", {"board_head", "phone"}),
        ("official_residences", {"occupant", "position", "contract"}),
        ("public_housing", {"occupant", "phone", "contract"}),
        ("water_meters", {"customer_code", "customer", "address"}),
        ("fire_points", {"contact", "phone"}),
        ("crime_hot_spots", {"officer"}),
        ("forests", {"owner"}),
        ("parcels", {"ten_chu"}),
    ],
)
def test_what_is_said_of_people_is_personal(template: str, fields: set[str]) -> None:
    assert {field.name for field in TEMPLATES[template].fields if field.personal} == fields


def test_what_is_sensitive_is_not_public() -> None:
    access = {template.name: template.access for template in TEMPLATES.values() if template.access != "public"}
    assert access == {
        "crime_hot_spots": "restricted",
        **dict.fromkeys(
            [
                "cameras", "official_residences", "water_meters", "power_substations", "power_lines", "power_poles",
                "power_cabinets", "telecom_stations", "telecom_lines", "telecom_cabinets", "ducts",
            ],
            "shared",
        ),
    }  # fmt: skip


def test_there_is_one_for_everything_that_cities_name() -> None:
    assert len(TEMPLATES) == 80
    assert {template.theme for template in TEMPLATES.values()} == set(THEMES)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=() if name in ONE_OF_EACH_KIND else pytest.mark.long) for name in EVERYTHING],
)
def test_a_template_becomes_a_layer_that_is_seen_where_it_may_be(name: str, client: Client, answers_anew: None) -> None:
    create_layer(from_template("provinces", name="beside"))
    create_layer(from_template(name, name="made_of_it", storage_crs="EPSG:9210"))
    template = EVERYTHING[name]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM information_schema.tables WHERE table_name LIKE 'made\\_of\\_it%'")
        assert cursor.fetchone() == (3,)
        cursor.execute("SELECT Find_SRID('feature', 'made_of_it', 'geom')")
        assert cursor.fetchone() == (909210,)
    public = template.access == "public"
    assert ("made_of_it" in {layer["name"] for layer in read(client, "/api/layers")["layers"]}) is public
    assert ("made_of_it" in {one["id"] for one in read(client, "/ogc/collections?f=json")["collections"]}) is public
    tile = "/ogc/collections/made_of_it/tiles/WebMercatorQuad/14/7709/13048"
    expected = {200, 204} if public else {404}
    assert client.get(tile).status_code in expected
    metadata = client.get("/ogc/collections/made_of_it/tiles/WebMercatorQuad?f=json")
    assert metadata.status_code == (200 if public else 404)
    if public:
        (layer,) = json.loads(metadata.content)["layers"]
        properties = set(layer["propertiesSchema"]["properties"])
        assert {field.name for field in template.fields if not field.personal} <= properties
        assert not {field.name for field in template.fields if field.personal} & properties


def read(client: Client, path: str) -> dict[str, Any]:
    response = client.get(path)
    assert response.status_code == 200, path
    found = json.loads(response.content)
    assert isinstance(found, dict)
    return found


@pytest.mark.django_db
def test_layers_that_fields_lead_to_are_made_first() -> None:
    made = create_from_template("luminaires", storage_crs="EPSG:9210")
    names = [layer.name for layer in made]
    assert set(names) == {"light_cabinets", "light_circuits", "light_poles", "luminaires"}
    assert names[-1] == "luminaires"
    for layer in made:
        for target in filter(None, (field.target for field in layer.fields)):
            assert names.index(target) < names.index(layer.name)
    assert {summary.description.storage_epsg for summary in every_layer()} == {9210}


@pytest.mark.django_db
def test_layers_that_are_there_are_not_made_again() -> None:
    create_layer(from_template("plans", storage_crs="EPSG:9211"))
    assert [layer.name for layer in create_from_template("zoning")] == ["zoning"]
    assert [layer.name for layer in create_from_template("zoning", name="detailed_zoning")] == ["detailed_zoning"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "kind", "code"),
    [
        ({"template": "nope"}, LayerRefused, "E-LAYER-07"),
        ({"template": "QuyHoach/Nope/ChucNangSuDungDat_A"}, LayerRefused, "E-LAYER-07"),
        ({"template": "valves", "storage_crs": "EPSG:1"}, CrsRefused, "E-CRS-01"),
        ({"template": "valves", "name": "Van"}, LayerRefused, "E-LAYER-01"),
        ({"template": "valves", "name": "trees"}, LayerRefused, "E-LAYER-04"),
    ],
)
def test_a_refusal_leaves_nothing_behind(asked: dict[str, str], kind: type[DothiError], code: str) -> None:
    create_layer(from_template("trees"))
    with pytest.raises(kind) as refused:
        create_from_template(**asked)
    assert refused.value.code == code
    assert [summary.description.name for summary in every_layer()] == ["trees"]
    assert not layer_exists("water_pipes")


@pytest.mark.django_db
def test_a_link_leads_to_a_feature_once_its_layer_is_there() -> None:
    here = {"type": "Point", "coordinates": [106.8, 10.9]}
    create_layer(from_template("light_poles"))
    with pytest.raises(FeatureRefused) as refused:
        add_feature("light_poles", {"code": "C1", "cabinet_id": 1}, here, by=OPERATOR)
    assert refused.value.code == "E-FEATURE-10"
    create_layer(from_template("light_cabinets"))
    cabinet = add_feature("light_cabinets", {"code": "T1"}, here, by=OPERATOR)
    assert add_feature("light_poles", {"code": "C1", "cabinet_id": cabinet.id}, here, by=OPERATOR).id == 1


def test_a_class_of_the_model_is_a_template_by_its_key() -> None:
    assert template_named("MocGioi/MocGioiQuyHoach/MocGioiQuyHoach_P").name == "mg_moc_gioi_quy_hoach_p"
