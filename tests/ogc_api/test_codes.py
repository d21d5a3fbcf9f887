"""Fields of codes over the API: what the codes mean stands in schemas and on pages, values go as they are."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from layers.catalog.description import FieldDescription, FieldType, Title
from layers.catalog.queries.layers import forget
from layers.codes.queries import list_named
from layers.features.services import create_layer
from tests.layers.features.rows import insert_square, run

USE = FieldDescription("use", Title("Loại đất", "Land use"), FieldType.CODE, code_list="land_use")
HEALTH = FieldDescription("health", Title("Tình trạng", "Health"), FieldType.CODE, code_list="tree_health")


@pytest.fixture
def plots(own_database: str, describe: Any) -> Iterator[int]:
    """A feature with codes, changed once, in a layer that is called by its code."""
    described = describe().instantiated(fields=(USE, HEALTH), title_field="use")
    create_layer(described)
    feature = insert_square(described, use="ODT", health="good")
    run("UPDATE feature.plots SET use = 'ONT+LUC', health = 'XYZ'")
    forget()
    yield feature
    forget()


def test_pages_say_codes_with_their_titles(plots: int) -> None:
    page = Client().get(f"/ogc/collections/plots/items/{plots}?f=html&lang=vi").content.decode()
    said = "ONT+LUC – Đất ở tại nông thôn + Đất chuyên trồng lúa"
    assert "Lớp plots Đất ở tại nông thôn + Đất chuyên trồng lúa</h1>" in page
    assert said in page.partition("<dl")[2].partition("</dl>")[0]
    assert "<del>ODT – Đất ở tại đô thị</del>" in page
    assert "<del>Tốt</del> → XYZ" in page
    english = Client().get("/ogc/collections/plots/items?f=html&lang=en").content.decode()
    title = {code.code: code.title("en") for code in list_named("land_use").codes}
    assert f"ONT+LUC – {title['ONT']} + {title['LUC']}" in english


def test_values_go_as_they_are(plots: int) -> None:
    feature = Client().get(f"/ogc/collections/plots/items/{plots}").json()
    assert feature["properties"] == {"use": "ONT+LUC", "health": "XYZ"}
    assert Client().get("/ogc/collections/plots/items", {"use": "ONT+LUC"}).json()["numberMatched"] == 1


def test_schemas_say_the_codes(plots: int) -> None:
    tiles = "/ogc/collections/plots/tiles/WebMercatorQuad?f=json&lang=vi"
    schema = Client().get(tiles).json()["layers"][0]["propertiesSchema"]["properties"]["use"]
    codes, another = schema["anyOf"]
    assert {"const": "ODT", "title": "Đất ở tại đô thị"} in codes["oneOf"]
    assert len(codes["oneOf"]) == 110
    assert another.keys() == {"title"}
    definition = Client().get("/ogc/openapi?f=json&lang=en").json()
    items = definition["paths"]["/collections/plots/items"]["get"]["parameters"]
    use = next(parameter for parameter in items if parameter["name"] == "use")
    assert use["schema"] == {"$ref": "#/components/schemas/codes-land_use"}
    assert definition["components"]["schemas"].keys() == {"codes-land_use", "codes-tree_health"}
    health = definition["components"]["schemas"]["codes-tree_health"]
    assert {"type": "string", "enum": ["good"], "title": "Good"} in health["anyOf"]


def test_a_collection_names_the_list(plots: int) -> None:
    page = Client().get("/ogc/collections/plots?f=html&lang=vi").content.decode()
    assert 'Mã trong danh mục <a href="/api/codes/land_use">land_use</a>' in page
