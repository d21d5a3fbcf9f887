"""Who may edit, how they show who they are, and that nobody learns more by trying."""

import json
from typing import Any

import jsonschema
import pytest
from django.contrib.auth import get_user_model
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory

from layers.access.queries import forget as forget_rights
from layers.features.queries import kept_tiles
from tests.layers.features.rows import run
from tests.ogc_api.editing import CRS_5899, GEOJSON, MERGE_PATCH, Editing, count, plot, stored
from tests.ogc_api.openapi_schema import OPENAPI_3_0
from tests.ogc_api.test_editing_refused import refused
from tests.signing_in import new_colleague, signed_in_client

ITEMS = "/collections/plots/items"
WRITES = [("POST", ""), ("PUT", "/{}"), ("PATCH", "/{}"), ("DELETE", "/{}")]
each_write = pytest.mark.parametrize(("method", "rest"), WRITES, ids=[one[0] for one in WRITES])


def write(city: Editing, method: str, path: str, **more: Any) -> Any:
    body = None if method == "DELETE" else plot()
    kind = MERGE_PATCH if method == "PATCH" else GEOJSON
    return city.ask(method, path, body, kind=kind, Content_Crs=CRS_5899, **more)


@each_write
def test_nobody_writes_without_saying_who_they_are(city: Editing, method: str, rest: str) -> None:
    """RFC 9110, 15.5.2: how to is said."""
    feature = city.add()
    answer = write(city, method, ITEMS + rest.format(feature), who="")
    refused(answer, 401, "E-EDIT-01")
    assert answer["WWW-Authenticate"] == 'Bearer realm="dothi"'
    assert stored(feature)["version"] == 1


@each_write
@pytest.mark.parametrize("who", ["viewer", "limited"])
def test_who_may_only_see_is_told_so(city: Editing, who: str, method: str, rest: str) -> None:
    feature = city.add()
    mark = run("SELECT coalesce(max(id), 0) FROM audit.event")[0][0]
    refused(write(city, method, ITEMS + rest.format(feature), who=who), 403, "E-ACCESS-01")
    assert stored(feature)["version"] == 1
    assert run("SELECT count(*) FROM audit.event WHERE action = 'access.refused' AND id > %s", mark) == [(1,)]


@each_write
@pytest.mark.parametrize("who", ["", "editor", "viewer"])
def test_a_layer_that_may_not_be_known_is_as_one_that_isn_t_there(
    city: Editing, who: str, method: str, rest: str
) -> None:
    """To whoever: also to those who aren't signed in, to whom a layer that may be read says something else."""
    feature = city.add("secret", who="manager")
    answers = [
        write(city, method, f"/collections/{name}/items" + rest.format(feature), who=who)
        for name in ("secret", "secrez")
    ]
    hidden, missing = (refused(answer, 404, "E-LAYER-05") for answer in answers)
    assert json.dumps(hidden).replace("secret", "secrez") == json.dumps(missing)
    heads = [{k: v for k, v in answer.items() if k not in ("X-Request-Id", "Content-Length")} for answer in answers]
    assert _steady(heads[0]) == _steady(heads[1])
    for path in (f"/collections/secret/items{rest.format(1)}", f"/collections/secrez/items{rest.format(1)}"):
        allowed = city.ask("OPTIONS", path, who=who)
        assert (allowed.status_code, allowed["Allow"]) == (200, "GET, HEAD, OPTIONS")


def _steady(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if "rate" not in name.lower()}


@pytest.mark.parametrize(
    ("who", "of_items", "of_item"),
    [
        ("", "GET, HEAD, OPTIONS", "GET, HEAD, OPTIONS"),
        ("viewer", "GET, HEAD, OPTIONS", "GET, HEAD, OPTIONS"),
        ("limited", "GET, HEAD, OPTIONS", "GET, HEAD, OPTIONS"),
        ("editor", "GET, HEAD, POST, OPTIONS", "GET, HEAD, PUT, PATCH, DELETE, OPTIONS"),
    ],
)
def test_options_says_what_whoever_asks_may_do(city: Editing, who: str, of_items: str, of_item: str) -> None:
    """QGIS asks this of the collection, and of an item or of `unknown_id`, before it lets anybody edit."""
    assert city.ask("OPTIONS", ITEMS, who=who)["Allow"] == of_items
    for item in (city.add(), "unknown_id"):
        answer = city.ask("OPTIONS", f"{ITEMS}/{item}", who=who)
        assert answer["Allow"] == of_item
        patch = f"{MERGE_PATCH}, {GEOJSON}, application/json" if "PATCH" in of_item else None
        assert answer.headers.get("Accept-Patch") == patch
    accepted = f"{GEOJSON}, application/json" if "POST" in of_items else None
    assert city.ask("OPTIONS", ITEMS, who=who).headers.get("Accept-Post") == accepted


def test_a_preflight_has_every_method(city: Editing) -> None:
    """Browsers send it without what shows who asks."""
    asked = {"Origin": "https://example.org", "Access_Control_Request_Method": "PATCH"}
    answer = city.ask("OPTIONS", f"{ITEMS}/1", who="", **asked)
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, PUT, PATCH, DELETE, OPTIONS"
    assert {"If-Match", "Content-Crs", "Content-Type", "Authorization"} <= {
        name.strip() for name in answer["Access-Control-Allow-Headers"].split(",")
    }
    assert answer["Access-Control-Allow-Origin"] == "*" and "Access-Control-Allow-Credentials" not in answer


@pytest.fixture(scope="module")
def colleague(city: Editing) -> str:
    if not get_user_model().objects.filter(username="hoa").exists():
        new_colleague("hoa", "field_staff")
    forget_rights()
    return "hoa"


def _browser(name: str, token: bool) -> tuple[Client, dict[str, str]]:
    """A browser in which somebody is signed in; with the token that our pages have."""
    client = signed_in_client(name, enforce_csrf_checks=True)
    if not token:
        return client, {}
    request = RequestFactory().get("/")
    masked = get_token(request)
    client.cookies["dothi_csrf"] = request.META["CSRF_COOKIE"]
    return client, {"X-CSRFToken": masked}


@each_write
def test_a_session_writes_from_our_own_pages_alone(city: Editing, colleague: str, method: str, rest: str) -> None:
    """A page of another site could make the browser send a request, with the session's cookie and without the token."""
    feature, before = city.add(), count()
    path = f"/ogc{ITEMS}" + rest.format(feature)
    body, kind = (plot(), GEOJSON) if method in ("POST", "PUT") else ({"properties": {"floors": 4}}, MERGE_PATCH)

    def send(client: Client, **headers: str) -> Any:
        sent = {"Content-Crs": CRS_5899, **headers}
        return client.generic(method, path, json.dumps(body), content_type=kind, headers=sent)

    bare, _ = _browser(colleague, token=False)
    refused(send(bare), 403, "E-ACCOUNT-15")
    client, token = _browser(colleague, token=True)
    refused(send(client), 403, "E-ACCOUNT-15")
    refused(send(client, **{"X-CSRFToken": "x" * 64}), 403, "E-ACCOUNT-15")
    refused(send(client, **token, Origin="https://example.org"), 403, "E-ACCOUNT-15")
    assert (stored(feature)["version"], count()) == (1, before)
    assert send(client, **token, Origin="http://testserver").status_code in (201, 204)


def test_a_key_needs_no_token_and_a_form_gets_nowhere(city: Editing, colleague: str) -> None:
    client, _ = _browser(colleague, token=False)
    key = {"Authorization": f"Bearer {city.keys['editor']}", "Content-Crs": CRS_5899}
    path = f"/ogc{ITEMS}"
    answer = client.generic("POST", path, json.dumps(plot()), content_type=GEOJSON, headers=key)
    assert answer.status_code == 201
    form = client.generic("POST", path, "a=b", content_type="application/x-www-form-urlencoded")
    refused(form, 415, "E-EDIT-02")


def test_the_definition_tells_of_what_one_may(city: Editing) -> None:
    def paths(who: str) -> Any:
        return city.ask("GET", "/openapi", who=who).json()

    public, editor, manager = paths(""), paths("editor"), paths("manager")
    assert set(public["paths"][ITEMS]) == {"get"}
    assert set(editor["paths"][ITEMS]) == {"get", "post"}
    assert set(editor["paths"][f"{ITEMS.replace('/items', '/items/{featureId}')}"]) == {"get", "put", "patch", "delete"}
    assert "/collections/secret/items" not in editor["paths"]
    schema = editor["components"]["schemas"]["plots-feature"]["properties"]["properties"]
    assert schema["required"] == ["number"] and "owner" not in schema["properties"]
    assert schema["properties"]["floors"] == {
        "title": "floors",
        "type": "integer",
        "minimum": 0,
        "maximum": 60,
        "nullable": True,
    }
    assert "owner" in manager["components"]["schemas"]["plots-feature"]["properties"]["properties"]["properties"]

    def if_match(layer: str) -> bool:
        parameters = editor["paths"][f"/collections/{layer}/items/{{featureId}}"]["delete"]["parameters"]
        return next(bool(one["required"]) for one in parameters if one["name"] == "If-Match")

    assert (if_match("plots"), if_match("strict_plots")) == (False, True)


def test_after_a_write_every_exit_has_it_at_once(city: Editing) -> None:
    """Items, search and tiles, history and audit log read the same tables."""
    feature = city.add(at=2000, floors=1)
    number = stored(feature)["number"]
    mark = run("SELECT max(id) FROM audit.event")[0][0]
    path = f"{ITEMS}/{feature}"
    assert city.ask("PATCH", path, {"properties": {"floors": 8}}, kind=MERGE_PATCH, If_Match='"1"').status_code == 204
    assert city.ask("GET", f"{ITEMS}?number={number}").json()["features"][0]["properties"]["floors"] == 8
    found = (
        Client().get("/api/search", {"q": number}, headers={"Authorization": f"Bearer {city.keys['editor']}"}).json()
    )
    assert number in json.dumps(found)
    history = (
        Client()
        .get(
            f"/api/layers/plots/features/{feature}/history", headers={"Authorization": f"Bearer {city.keys['editor']}"}
        )
        .json()
    )
    assert [one["version"] for one in history["versions"]] == [1, 2]
    events = run("SELECT action, ids, actor_kind, via FROM audit.event WHERE layer = 'plots' AND id > %s", mark)
    assert events == [("feature.changed", [feature], "service", "key")]
    zoom, row, column = 16, *_tile(city.get(feature).json()["geometry"]["coordinates"], 16)
    tile = f"/collections/plots/tiles/WebMercatorQuad/{zoom}/{row}/{column}"
    kept_tiles.forget()  # a tile may be a second old
    before = city.ask("GET", tile).content
    assert city.ask("DELETE", path, If_Match='"2"').status_code == 204
    kept_tiles.forget()
    assert city.ask("GET", tile).content != before
    assert city.ask("GET", f"{ITEMS}?number={number}").json()["features"] == []


def _tile(coordinates: Any, zoom: int) -> tuple[int, int]:
    from tests.ogc_api.test_tiles import first_position, tile_at

    return tile_at(*first_position(coordinates), zoom)


def test_the_definition_is_valid_for_who_may_edit_too(city: Editing) -> None:
    jsonschema.validate(city.ask("GET", "/openapi", who="manager").json(), OPENAPI_3_0)


@pytest.mark.parametrize("layer", ["plots", "strict_plots"])
def test_what_the_definition_says_of_a_feature_is_what_is_taken(city: Editing, layer: str) -> None:
    """As JSON Schema, without what OpenAPI 3.0 adds of its own."""
    schema = city.ask("GET", "/openapi").json()["components"]["schemas"][f"{layer}-feature"]
    for at, (values, taken) in enumerate(
        [({}, True), ({"floors": 60}, True), ({"floors": 61}, False), ({"lit": "x"}, False), ({"colour": 1}, False)]
    ):
        document = plot(at=20 * at, **values)
        answer = city.ask("POST", f"/collections/{layer}/items", document, Content_Crs=CRS_5899)
        assert (answer.status_code == 201) == taken == jsonschema.Draft4Validator(schema).is_valid(document)
