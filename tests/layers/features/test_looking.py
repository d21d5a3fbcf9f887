"""Every look at personal data is in the audit log, and nothing else is: whose, by which exit, which fields."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest

from layers.access.seen import RowRule, SeenLayer
from layers.catalog.description import FieldDescription, Title
from layers.features.filters import condition_of
from layers.features.filters.text_encoding import read_text
from layers.features.queries import (
    ItemsQuery,
    RowForm,
    Rows,
    arrow_batches,
    read_item,
    read_items,
    stream_features,
    timeline,
)
from layers.features.services import create_layer
from tests.layers.audit.rows import events
from tests.layers.features.rows import insert_square


@pytest.fixture
def plots(own_database: str, describe: Any) -> SeenLayer:
    """The first has an owner, the second an owner and a phone, the third neither."""
    fields = [FieldDescription(name, Title(name, name), personal=name != "name") for name in ("name", "owner", "phone")]
    described = replace(describe(), fields=tuple(fields))
    create_layer(described)
    insert_square(described, 0, name="a", owner="A", commune_code="26001")
    insert_square(described, 1, name="b", owner="B", phone="09", commune_code="26002")
    insert_square(described, 2, name="c", commune_code="26001")
    return SeenLayer.of(described)


def looks() -> list[tuple[list[int], list[str]]]:
    return [(ids or [], fields) for ids, fields in events("ids, fields", "action = 'personal.seen'")]


EXITS: dict[str, tuple[Callable[[SeenLayer], Any], list[tuple[list[int], list[str]]]]] = {
    "page": (lambda seen: read_items(seen, ItemsQuery(limit=10)), [([1, 2], ["owner", "phone"])]),
    "page of one": (lambda seen: read_items(seen, ItemsQuery(limit=1)), [([1], ["owner"])]),
    "page without any": (lambda seen: read_items(seen, ItemsQuery(after=2)), []),
    "one": (lambda seen: read_item(seen, 2), [([2], ["owner", "phone"])]),
    "one without any": (lambda seen: read_item(seen, 3), []),
    "history": (lambda seen: timeline(seen, 1), [([1], ["owner"])]),
    "file": (lambda seen: list(stream_features(seen)), [([1, 2], ["owner", "phone"])]),
    "rows": (lambda seen: list(Rows(seen, ItemsQuery(), RowForm.WKT)), [([1, 2], ["owner", "phone"])]),
    "a page of rows": (lambda seen: list(Rows(seen, ItemsQuery(), RowForm.WKB, page=1)), [([1], ["owner"])]),
    "rows without any": (lambda seen: list(Rows(seen, ItemsQuery(after=2), RowForm.JSON_FG)), []),
    "batches": (lambda seen: list(arrow_batches(seen, [("owner", pa.string())])), [([1, 2], ["owner"])]),
    "batches of other columns": (lambda seen: list(arrow_batches(seen, [("name", pa.string())])), []),
}


@pytest.mark.parametrize("way", EXITS)
def test_what_is_given_out_is_recorded(plots: SeenLayer, way: str) -> None:
    read, expected = EXITS[way]
    read(plots)
    assert looks() == expected


@pytest.mark.parametrize("way", EXITS)
def test_who_sees_no_personal_field_looks_at_nobody(plots: SeenLayer, way: str) -> None:
    read, _ = EXITS[way]
    read(replace(plots, fields=tuple(one for one in plots.fields if not one.personal)))
    assert looks() == []


def test_what_is_empty_to_somebody_is_no_look(plots: SeenLayer) -> None:
    rule = RowRule(partial={name: frozenset({"26002"}) for name in ("owner", "phone")})
    page = read_items(replace(plots, rows=rule), ItemsQuery(limit=10))
    assert [one["properties"]["owner"] for one in json.loads(b"[%s]" % page.features)] == [None, "B", None]
    assert looks() == [([2], ["owner", "phone"])]


@pytest.mark.parametrize(("owner", "shown"), [("A", [([1], ["owner"])]), ("nobody", [])])
def test_to_ask_by_a_name_is_a_look_too(plots: SeenLayer, owner: str, shown: list[Any]) -> None:
    filtered = condition_of(plots, read_text(f"CASEI(owner) = CASEI('{owner}') AND id > 0"))
    for query in (ItemsQuery(equal={"owner": owner}, counted=True), ItemsQuery(filter=filtered, counted=True)):
        before = len(looks())
        read_items(plots, query)
        assert looks()[before:] == [([], ["owner"]), *shown]
        before = len(looks())
        list(Rows(plots, query, RowForm.GEOJSON))
        assert looks()[before:] == [([], ["owner"]), *shown]


def test_only_what_is_given_is_looked_at(plots: SeenLayer) -> None:
    """Fields that weren't asked for aren't shown, but to ask by one is a look all the same."""
    read_items(plots, ItemsQuery(properties=frozenset({"name", "phone"})))
    assert looks() == [([2], ["phone"])]
    read_items(plots, ItemsQuery(properties=frozenset({"name"}), equal={"owner": "A"}))
    assert looks()[1:] == [([], ["owner"])]
