"""Announcements, to a real receiver."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import override_settings

from gis.errors import InvalidRequest, LayerRefused, NotFound
from layers.access.models import WithheldArea
from layers.access.queries import public_view
from layers.features.authority import OPERATOR
from layers.features.feed_cursor import read
from layers.features.queries import read_changes
from layers.features.services import create_layer
from layers.webhooks.queries import get_webhook
from layers.webhooks.services import Added, add_webhook, announce, any_due, remove_webhook, start_webhook
from layers.webhooks.services.announce import MOST_FAILURES
from tests import databases
from tests.layers.features.rows import insert_square, run
from tests.layers.webhooks.receiver import Receiver, is_signed, receiving


@pytest.fixture(scope="module")
def database(template_database: str, django_db_blocker: Any) -> Iterator[str]:
    name = f"{template_database}_webhooks"
    with django_db_blocker.unblock():
        databases.clone(template_database, name)
        yield name
        databases.drop(name)


@pytest.fixture
def receiver(database: str, django_db_blocker: Any, describe: Any) -> Iterator[Receiver]:
    """With a layer `plots` that everybody sees and `hidden` that nobody does."""
    with (
        django_db_blocker.unblock(),
        databases.connected_to(database),
        override_settings(WEBHOOK_PRIVATE={"127.0.0.1"}),
    ):
        if run("SELECT to_regclass('feature.plots')") == [(None,)]:
            create_layer(describe())
            create_layer(describe("hidden", access="restricted"))
        run("DELETE FROM webhooks_webhook")
        with receiving() as found:
            yield found


@pytest.fixture
def hook(receiver: Receiver) -> Added:
    return add_webhook("plots", receiver.url, account=None)


def change(describe: Any, layer: str = "plots") -> None:
    insert_square(describe(layer), name="a")


def later() -> None:
    """Let the time pass until the next try."""
    run("UPDATE webhooks_webhook SET next_at = now()")


def facts(hook: Added) -> Any:
    return get_webhook(str(hook.id), OPERATOR)


def test_a_change_is_announced_signed(receiver: Receiver, hook: Added, describe: Any) -> None:
    assert announce() == 0
    change(describe)
    assert announce() == 1
    ((headers, body),) = receiver.got
    assert is_signed(hook.secret, headers, body)
    assert not is_signed(hook.secret, headers, body + b" ")
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
    assert headers["content-type"].startswith("application/cloudevents+json")
    (event,) = receiver.events
    assert (event["specversion"], event["subject"], event["id"]) == ("1.0", "plots", headers["webhook-id"])
    assert event["source"] == "/ogc/collections/plots"
    seen = public_view().layer("plots")
    page = read_changes(seen, read(seen, event["data"]["since"]), limit=10)
    assert [str(one.operation) for one in page.entries] == ["insert"]
    assert read_changes(seen, read(seen, event["data"]["until"]), limit=10).entries == []
    later()
    assert announce() == 0


def test_changes_within_a_second_are_one_announcement(receiver: Receiver, hook: Added, describe: Any) -> None:
    change(describe)
    announce()
    for _ in range(3):
        change(describe)
    assert not any_due()
    assert announce() == 0
    later()
    assert announce() == 1
    seen = public_view().layer("plots")
    told = receiver.events[-1]["data"]
    assert told["since"] == receiver.events[0]["data"]["until"]
    assert len(read_changes(seen, read(seen, told["since"]), limit=10).entries) == 3


def test_what_is_not_taken_is_tried_again_in_order(receiver: Receiver, hook: Added, describe: Any) -> None:
    receiver.answers = [500, 302, 503]
    change(describe)
    for failures in (1, 2, 3):
        announce()
        assert facts(hook).failures == failures
        assert not any_due(), "later"
        change(describe)
        later()
    announce()
    first, *rest = receiver.events
    assert rest == [first] * 3
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1
    assert (facts(hook).failures, facts(hook).last_answer) == (0, "204")
    later()
    announce()
    assert receiver.events[-1]["data"]["since"] == first["data"]["until"]


def test_waits_grow(receiver: Receiver, hook: Added, describe: Any) -> None:
    receiver.answers = [500] * 4
    change(describe)
    waits = []
    for _ in range(4):
        announce()
        waits += run("SELECT extract(epoch FROM next_at - now())::int FROM webhooks_webhook")[0]
        later()
    assert all(4 <= wait / 4**number <= 5 for number, wait in enumerate(waits)), waits


def test_after_too_many_failures_it_stops_and_can_be_started(receiver: Receiver, hook: Added, describe: Any) -> None:
    receiver.answers = [500] * MOST_FAILURES
    change(describe)
    for _ in range(MOST_FAILURES + 3):
        later()
        announce()
    assert len(receiver.got) == MOST_FAILURES
    assert facts(hook).stopped_why == "failed"
    assert run(
        "SELECT layer, details ->> 'why' FROM audit.event WHERE action = 'webhook.stopped' ORDER BY id DESC LIMIT 1"
    ) == [("plots", "failed")]
    start_webhook(str(hook.id), by=OPERATOR)
    assert announce() == 1
    assert facts(hook).stopped_at is None


def test_who_says_gone_is_told_no_more(receiver: Receiver, hook: Added, describe: Any) -> None:
    receiver.answers = [410]
    change(describe)
    announce()
    assert facts(hook).stopped_why == "gone"


def test_a_receiver_that_is_not_there(receiver: Receiver, describe: Any) -> None:
    hook = add_webhook("plots", "http://127.0.0.1:1/", account=None)
    change(describe)
    assert announce() == 1
    assert facts(hook).failures == 1


def test_a_private_address_is_not_told_whatever_was_allowed_before(
    receiver: Receiver, hook: Added, describe: Any
) -> None:
    change(describe)
    with override_settings(WEBHOOK_PRIVATE=frozenset()):
        announce()
    assert receiver.got == []
    assert facts(hook).last_answer == "a private address"


def test_when_rights_end_nothing_is_announced(receiver: Receiver, describe: Any) -> None:
    from layers.access.queries import forget

    lan = get_user_model().objects.create(username="lan-of-webhooks")
    run("INSERT INTO access_roleright (role_id, \"right\", choice) VALUES ('public', 'see', 'layer:hidden')")
    run("UPDATE access_accessversion SET number = number + 1")
    forget()
    hook = add_webhook("hidden", receiver.url, account=lan.pk)
    change(describe, "hidden")
    assert announce() == 1
    run("DELETE FROM access_roleright WHERE choice = 'layer:hidden'")
    run("UPDATE access_accessversion SET number = number + 1")
    forget()
    change(describe, "hidden")
    later()
    assert announce() == 0
    assert facts(hook).stopped_why == "rights"


def test_what_its_account_does_not_see_is_not_announced(receiver: Receiver, describe: Any) -> None:
    from django.contrib.gis.geos import MultiPolygon, Polygon
    from django.utils import timezone

    from layers.access.queries import forget

    around = MultiPolygon(Polygon.from_bbox((106, 10, 108, 12)), srid=4326)
    area = WithheldArea.objects.create(
        code="all", title="all", kind="defence", shape=around, choices=["layer:plots"], valid_from=timezone.now()
    )
    run("UPDATE access_accessversion SET number = number + 1")
    forget()
    hook = add_webhook("plots", receiver.url, account=None)
    change(describe)
    assert (announce(), receiver.got) == (0, [])
    assert not any_due(), "it was looked at"
    area.delete()
    run("UPDATE access_accessversion SET number = number + 1")
    forget()
    change(describe)
    assert announce() == 1
    assert receiver.events[0]["data"]["since"] is None, "another sight: its reader begins anew"
    assert facts(hook).failures == 0


def test_two_workers_send_a_message_once(receiver: Receiver, hook: Added, describe: Any) -> None:
    change(describe)
    run("UPDATE webhooks_webhook SET taken_until = now() + interval '1 minute'")
    assert announce() == 0
    run("UPDATE webhooks_webhook SET taken_until = now() - interval '1 second'")
    assert announce() == 1, "a worker that died holds nobody up for long"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://example.org/", "not encrypted"),
        ("ftp://example.org/", "another protocol"),
        ("https:///x", "no host"),
        ("https://user:word@example.org/", "a password"),
        ("https://example.org/#part", "a fragment is sent to nobody"),
        ("https://example.org:0/", "no port"),
        ("https://example.org:99999/", "no port"),
        ("https://example.org/a b", "a space"),
        ("https://example.org/\r\nX: y", "a header"),
        ("https://exämple.org/", "write it as it is looked up"),
        ("https://example.org/" + "x" * 500, "too long"),
    ],
)
def test_addresses_that_are_refused(receiver: Receiver, url: str, why: str) -> None:
    with pytest.raises(InvalidRequest, match="E-FEED-05"):
        add_webhook("plots", url, account=None)


def test_unknown_layers_webhooks_and_too_many(receiver: Receiver) -> None:
    for layer in ("hidden", "nosuch"):
        with pytest.raises(NotFound, match="E-LAYER-05"):
            add_webhook(layer, receiver.url, account=None)
    for one in ("x", "00000000-0000-0000-0000-000000000000"):
        with pytest.raises(NotFound, match="E-FEED-07"):
            remove_webhook(one, by=OPERATOR)
    minh = get_user_model().objects.create(username="minh-of-webhooks")
    with transaction.atomic():
        for _ in range(20):
            add_webhook("plots", receiver.url, account=minh.pk)
        with pytest.raises(LayerRefused, match="E-FEED-06"):
            add_webhook("plots", receiver.url, account=minh.pk)
