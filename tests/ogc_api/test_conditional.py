"""Asked again with what is known, nothing is sent again; and whatever changes an answer changes its tag."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date, parse_http_date
from shapely import box

from layers.access.models import Membership
from layers.access.queries import forget as forget_rights
from layers.access.services import add_withheld
from layers.catalog.description import FieldDescription, LayerDescription, Title
from layers.catalog.queries.layers import forget as forget_catalog
from layers.catalog.services import describe_layer_anew
from layers.codes.queries import forget as forget_codes
from layers.features.queries.summaries import forget as forget_figures
from layers.features.services import create_layer
from ogc_api import conditional
from tests.layers.features.rows import insert_square, run
from tests.ogc_api.client import Api
from tests.signing_in import new_colleague

TILE = "/ogc/collections/plots/tiles/WebMercatorQuad/18/123056/208868"
ITEMS = "/ogc/collections/plots/items?f=json"
ITEM = "/ogc/collections/plots/items/1?f=json"
EVERYTHING = (
    "/ogc/", "/ogc/conformance", "/ogc/openapi", "/ogc/collections", "/ogc/collections/plots", ITEMS, ITEM,
    "/ogc/collections/plots/tiles", "/ogc/collections/plots/tiles/WebMercatorQuad", TILE, "/ogc/tileMatrixSets",
    "/ogc/tileMatrixSets/WebMercatorQuad", "/ogc/processes", "/ogc/collections?f=html",
    "/ogc/collections/plots/items?f=html",
)  # fmt: skip


def noticed() -> None:
    """What a worker does within a second."""
    for forget in (forget_catalog, forget_rights, forget_codes, forget_figures):
        forget()


@pytest.fixture
def plots(db: None, describe: Callable[..., LayerDescription]) -> LayerDescription:
    described = describe("plots", fields={"so": "integer"})
    create_layer(described)
    insert_square(described, so=1)
    noticed()
    return described


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[float], None]]:
    """Moves the clock by which changes are noticed."""
    shift = [0.0]
    now = conditional.time.time
    monkeypatch.setattr(conditional.time, "time", lambda: now() + shift[0])

    def move(seconds: float) -> None:
        shift[0] += seconds

    yield move
    conditional.forget()


def asked(client: Client, path: str, tag: str, **headers: str) -> Any:
    return client.get(path, headers={"If-None-Match": tag, **headers})


@pytest.mark.usefixtures("plots")
@pytest.mark.parametrize("path", EVERYTHING)
def test_everything_that_is_read_has_a_tag_and_is_not_sent_twice(client: Client, path: str) -> None:
    first = client.get(path)
    tag = first["ETag"]
    assert tag.startswith('W/"') is (path != ITEM), "a feature's tag is strong, for If-Match"
    assert first["Cache-Control"] == "public, no-cache"
    for known in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
        again = asked(client, path, known)
        assert (again.status_code, again.content) == (304, b"")
        assert (again["ETag"], again["Cache-Control"]) == (tag, first["Cache-Control"])
        assert {"Accept", "Cookie", "Accept-Encoding"} & set(again["Vary"].split(", ")) == (
            {"Accept", "Cookie", "Accept-Encoding"} & set(first["Vary"].split(", "))
        )
        assert again["Access-Control-Allow-Origin"] == "*" and not again.has_header("Content-Type")
    assert asked(client, path, '"other"').status_code == asked(client, path, "nonsense").status_code == 200


@pytest.mark.usefixtures("plots")
def test_what_is_known_costs_one_look_and_no_row(client: Client) -> None:
    path = ITEMS
    tag = client.get(path)["ETag"]
    with CaptureQueriesContext(connection) as queries:
        assert asked(client, path, tag).status_code == 304
    assert len(queries) == 1 and "feature.change_log" in queries[0]["sql"]
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    assert len([one for one in queries if "change_log" in one["sql"]]) == 0, "the state is known of a second ago"


@pytest.mark.parametrize(
    "write",
    [
        lambda plots: insert_square(plots, 1, so=2),
        lambda plots: run("UPDATE feature.plots SET so = 3"),
        lambda plots: run("DELETE FROM feature.plots"),
        lambda plots: describe_layer_anew("plots", title=Title("Khác", "Other")) and noticed(),
    ],
)
@pytest.mark.parametrize("path", [ITEMS, TILE, "/ogc/collections/plots/items?f=html"])
def test_every_write_is_seen_at_once(
    client: Client, plots: LayerDescription, path: str, write: Callable[[LayerDescription], object]
) -> None:
    tag = client.get(path)["ETag"]
    write(plots)
    again = asked(client, path, tag)
    if path == TILE and again.status_code == 304:
        assert again["ETag"] == tag, "a tile's tag is of what is in it, and a title isn't"
        assert client.get(path)["ETag"] == tag
    else:
        assert again.status_code == 200 and again["ETag"] != tag


def test_a_tile_stays_the_same_for_an_edit_elsewhere(client: Client, plots: LayerDescription) -> None:
    far = "/ogc/collections/plots/tiles/WebMercatorQuad/10/0/0"
    tag = client.get(far)["ETag"]
    insert_square(plots, 1)
    again = asked(client, far, tag)
    assert (again.status_code, again["ETag"]) == (304, tag)


@pytest.mark.usefixtures("plots")
def test_tags_are_of_one_address_language_form_and_viewer(client: Client) -> None:
    staff = new_colleague("mai", "viewer")
    noticed()
    answers = [
        client.get(ITEMS), client.get(ITEMS + "&limit=5"), client.get(ITEMS + "&datetime=2020-01-01"),
        client.get(ITEMS + "&lang=en"), client.get(ITEMS, headers={"host": "127.0.0.1:8000"}),
        client.get(ITEMS.replace("json", "html")), staff.get(ITEMS),
    ]  # fmt: skip
    assert len({one["ETag"] for one in answers}) == len(answers)
    accepted = {client.get(ITEMS.partition("?")[0], headers={"accept": one})["ETag"] for one in ("text/html", "*/*")}
    assert len(accepted) == 2
    assert asked(client, ITEMS + "&nothing=1", answers[0]["ETag"]).status_code == 400, "a refusal is no known answer"


@pytest.mark.usefixtures("plots")
def test_another_day_is_another_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is valid is asked by the day; nobody has to write anything for it to change."""
    tag = client.get(ITEMS)["ETag"]
    tomorrow: date = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_: tomorrow)
    assert asked(client, ITEMS, tag).status_code == 200


@pytest.mark.usefixtures("plots")
def test_other_rights_are_another_answer(client: Client) -> None:
    tag = client.get(ITEMS)["ETag"]
    describe_layer_anew("plots", access="restricted")
    noticed()
    assert asked(client, ITEMS, tag).status_code == 404
    describe_layer_anew("plots", access="public")
    noticed()
    assert asked(client, ITEMS, tag).status_code == 200


@pytest.mark.usefixtures("plots")
def test_rights_that_end_by_themselves_end_what_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody writes anything at the moment in which a membership ends."""
    staff = new_colleague("mai", "viewer")
    describe_layer_anew("plots", access="shared")
    noticed()
    tag = staff.get(ITEMS)["ETag"]
    assert asked(staff, ITEMS, tag).status_code == 304
    Membership.objects.filter(user__username="mai").update(valid_to=timezone.now() + timedelta(hours=1))
    forget_rights()
    assert asked(staff, ITEMS, tag).status_code == 304
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr("layers.access.queries.grants.timezone", SimpleNamespace(now=lambda: later))
    assert asked(staff, ITEMS, tag).status_code == 404


def test_a_withheld_area_is_another_answer(client: Client, plots: LayerDescription) -> None:
    tags = {path: client.get(path)["ETag"] for path in (ITEMS, TILE)}
    add_withheld("camp", "Doanh trại", box(106.8, 10.9, 106.9, 11.0), ["*"])
    noticed()
    again = asked(client, ITEMS, tags[ITEMS])
    assert (again.status_code, again.json()["features"]) == (200, [])
    assert asked(client, TILE, tags[TILE])["ETag"] != tags[TILE]


@pytest.mark.usefixtures("plots")
def test_who_may_keep_what(client: Client) -> None:
    staff = new_colleague("mai", "viewer")
    for path in (ITEMS, TILE, "/ogc/collections", "/ogc/collections/plots"):
        assert client.get(path)["Cache-Control"] == "public, no-cache"
        own = staff.get(path)
        assert {"private", "no-cache"} == set(own["Cache-Control"].split(", "))
        assert asked(staff, path, own["ETag"]).status_code == 304
        assert not own.has_header("Last-Modified"), "rights change without a time"
    page = staff.get("/ogc/collections?f=html")
    assert not page.has_header("ETag") and "private" in page["Cache-Control"], "it greets its reader"


@pytest.mark.django_db
def test_personal_data_is_kept_by_nobody(describe: Callable[..., LayerDescription]) -> None:
    """Every look is recorded, so every look has to come here."""
    owner = FieldDescription("owner", Title("Chủ", "Owner"), personal=True)
    described = replace(describe("plots"), fields=(owner,))
    create_layer(described)
    insert_square(described, owner="Nguyễn Thị Bí Mật")
    reader = new_colleague("lan", "data_manager")
    noticed()
    for path in (ITEMS, ITEM):
        answer = reader.get(path)
        assert {"private", "no-store"} == set(answer["Cache-Control"].split(", "))
    assert asked(reader, ITEMS, "*").status_code == 200


@pytest.mark.usefixtures("plots")
@pytest.mark.parametrize("path", EVERYTHING)
def test_not_modified_since(client: Client, path: str, later: Callable[[float], None]) -> None:
    """RFC 9110, 13.1.3: told once nothing more can happen in that second."""
    assert not client.get(path).has_header("Last-Modified")
    later(3)
    changed = client.get(path)["Last-Modified"]
    since = {"If-Modified-Since": changed}
    short = client.get(path, headers=since)
    assert (short.status_code, short.content, short["Last-Modified"]) == (304, b"", changed)
    before = http_date(parse_http_date(changed) - 1)
    assert client.get(path, headers={"If-Modified-Since": before}).status_code == 200
    assert client.get(path, headers={"If-Modified-Since": "yesterday"}).status_code == 200
    assert client.get(path, headers={**since, "If-None-Match": '"other"'}).status_code == 200, "a tag goes before"


def test_a_change_is_modified_since(client: Client, plots: LayerDescription, later: Callable[[float], None]) -> None:
    client.get(ITEMS)
    later(3)
    since = {"If-Modified-Since": client.get(ITEMS)["Last-Modified"]}
    insert_square(plots, 1)
    noticed()
    assert client.get(ITEMS, headers=since).status_code == 200
    later(3)
    assert client.get(ITEMS, headers=since).status_code == 200


@pytest.mark.usefixtures("plots")
@pytest.mark.parametrize("path", ["/ogc/collections/nothing/items", ITEMS + "&limit=x", "/ogc/nothing"])
def test_refusals_have_no_tag(client: Client, path: str) -> None:
    answer = client.get(path, headers={"If-None-Match": "*"})
    assert answer.status_code in (400, 404) and not answer.has_header("ETag")


def test_links_stand_in_the_header_too(api: Api) -> None:
    answer = api.ask("/collections/parcels/items", limit=2, f="json")
    said = {one["rel"]: one["url"] for one in answer.links.values()}
    assert said == {one["rel"]: one["href"] for one in answer.json()["links"]}
    assert "next" in said and "next" not in api.ask(said["next"] + "&after=999999999999").links
