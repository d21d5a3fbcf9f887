"""Rights that come and go while somebody is signed in, at the exits as people meet them."""

from typing import Any

import pytest
from django.test import Client

from layers.access.models import Membership
from layers.access.queries import forget
from layers.access.services import end_membership, end_organisation
from layers.accounts.services import end_account
from layers.features.services import create_layer
from tests.layers.features.rows import insert_square
from tests.signing_in import OFFICE, new_colleague

pytestmark = pytest.mark.django_db
ITEMS = "/ogc/collections/plots/items?limit=10"


@pytest.fixture
def officer(describe: Any) -> Client:
    """Somebody who sees a layer that the public doesn't."""
    plots = describe(access="shared")
    create_layer(plots)
    insert_square(plots, name="a")
    assert Client().get(ITEMS).status_code == 404
    client = new_colleague("lan", "viewer")
    assert len(client.get(ITEMS).json()["features"]) == 1
    return client


def test_a_right_that_ends_in_the_middle_of_a_session(officer: Client) -> None:
    end_membership(Membership.objects.get(user__username="lan").pk, reason="chuyển công tác")
    forget()
    ended = officer.get(ITEMS)
    absent = officer.get(ITEMS.replace("plots", "zzzzz"))
    assert (ended.status_code, absent.status_code) == (404, 404)
    assert ended.content == absent.content.replace(b"zzzzz", b"plots")


def test_an_organisation_that_is_dissolved(officer: Client) -> None:
    end_organisation(OFFICE)
    forget()
    assert officer.get(ITEMS).status_code == 404


def test_an_account_that_is_ended(officer: Client) -> None:
    end_account("lan")
    forget()
    assert officer.get(ITEMS).status_code == 404


def test_nobody_else_is_given_what_was_kept_for_one(officer: Client) -> None:
    """Documents that are kept in the worker, one after the other."""
    for path in ("/ogc/collections?f=json", "/ogc/openapi?f=json", "/ogc/collections?f=html", "/api/layers"):
        for client, sees in ((officer, True), (Client(), False), (officer, True), (Client(), False)):
            answer = client.get(path)
            assert ("plots" in answer.content.decode()) is sees, path
            assert ("private" in answer.get("Cache-Control", "")) is sees
            assert {"Cookie", "Authorization"} <= {part.strip() for part in answer["Vary"].split(",")}


def test_no_page_bears_somebody_else_s_name(officer: Client) -> None:
    """Two colleagues with the same rights see the same, but each is greeted by their own name."""
    other = new_colleague("minh", "viewer")
    for path in ("/ogc/collections?f=html", "/ogc/?f=html", "/ogc/openapi?f=html", "/ogc/collections/plots?f=html"):
        for _ in range(2):
            for client, name, stranger in ((officer, "lan", "minh"), (other, "minh", "lan")):
                page = client.get(path).content.decode()
                assert f"<small>{name}</small>" in page and f"<small>{stranger}</small>" not in page, path
            assert "<small>lan</small>" not in Client().get(path).content.decode()
