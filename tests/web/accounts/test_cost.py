"""What sessions cost: a request without one nothing, one with a session two queries."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.accounts.people import person, sign_in

pytestmark = pytest.mark.django_db
TABLES = ("django_session", "accounts_user", "usersessions_usersession", "mfa_authenticator", "socialaccount")


def asked(client: Client, path: str) -> list[str]:
    """The tables of accounts that a request asks, once for each query."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(path)
    return [table for query in queries for table in TABLES if f'"{table}"' in query["sql"]]


@pytest.mark.parametrize("path", ["/api/layers", "/ogc/collections?f=json", "/"])
def test_without_and_with_a_session(client: Client, path: str) -> None:
    assert asked(client, path) == []
    sign_in(client, person("hoa", factor=True))
    assert set(asked(client, path)) <= {"django_session", "accounts_user"}
    assert len(asked(client, path)) == 2
