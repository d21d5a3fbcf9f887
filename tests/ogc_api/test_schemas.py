"""Part 5: what a collection's features are like, and that the answers and what is taken are so."""

import jsonschema
import pytest

from tests.ogc_api.client import LAYERS, Api, link_of, media_type
from tests.ogc_api.editing import CRS_5899, Editing, plot

SCHEMA = "http://www.opengis.net/def/rel/ogc/1.0/schema"


@pytest.mark.parametrize("layer", LAYERS)
def test_every_collection_has_its_schema(api: Api, layer: str) -> None:
    link = link_of(api.json(f"/collections/{layer}"), SCHEMA)
    assert link is not None and link["href"].startswith(f"{api.root}/collections/{layer}/schema")
    answer = api.ask(f"/collections/{layer}/schema", headers={"Accept": "application/schema+json"})
    document = answer.json()
    assert media_type(answer) == "application/schema+json"
    jsonschema.Draft202012Validator.check_schema(document)
    properties = document["properties"]
    roles = {one["x-ogc-role"]: name for name, one in properties.items() if "x-ogc-role" in one}
    assert roles == {"id": "id", "primary-geometry": "geometry"}
    assert [one["x-ogc-propertySeq"] for one in properties.values()] == list(range(1, len(properties) + 1))
    for feature in api.json(f"/collections/{layer}/items", limit=20)["features"]:
        assert list(feature["properties"]) == [name for name in properties if name not in roles.values()]
        assert feature["geometry"]["type"].lower() == properties["geometry"]["format"].removeprefix("geometry-")
        given = {name: value for name, value in feature["properties"].items() if value is not None}
        jsonschema.Draft202012Validator({**document, "required": []}).validate(given)


def test_what_is_required_is_what_is_asked_for(city: Editing) -> None:
    """And what only the server sets says so."""
    document = city.ask("GET", "/collections/plots/schema").json()
    assert document["required"] == ["geometry", "number"] and document["properties"]["id"]["readOnly"]
    assert "owner" not in document["properties"]
    assert document["properties"]["height"]["default"] == 3.5
    for name in document["required"]:
        sent = plot()
        (sent if name == "geometry" else sent["properties"]).pop(name)
        assert city.ask("POST", "/collections/plots/items", sent, Content_Crs=CRS_5899).status_code == 422
