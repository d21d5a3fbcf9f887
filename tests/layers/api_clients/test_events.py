"""What of API clients stands in the audit log: made, revoked, refused, ended; and never a key itself."""

import base64
import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from layers.api_clients import tokens
from layers.api_clients.models import Credential
from layers.api_clients.services import end_client, limit_client, make_key, register_with_issuer, revoke
from layers.api_clients.tokens import Kind


def recorded() -> list[tuple[str, str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT action, subject, details, via, host(address) FROM audit.event ORDER BY id")
        return cursor.fetchall()


@pytest.mark.django_db
def test_a_life_in_the_log(department: str) -> None:
    key, secret = make_key(department), make_key(department, kind=Kind.SECRET)
    basic = base64.b64encode(f"{department}:{secret}".encode()).decode()
    form = {"content_type": "application/x-www-form-urlencoded", "headers": {"Authorization": f"Basic {basic}"}}
    token = Client().post("/oauth/token", "grant_type=client_credentials", **form).json()["access_token"]
    Client().post("/oauth/revoke", f"token={token}", **form)
    limit_client(department, minute=5, day=None)
    register_with_issuer(department, "gis-so")
    revoke(department, Credential.objects.filter(kind=Kind.KEY).get().pk)
    end_client(department)
    actions = [
        (action, subject) for action, subject, *_ in recorded() if action.split(".")[0] in ("client", "key", "token")
    ]
    assert actions == [
        (action, department)
        for action in (
            "client.created", "key.issued", "key.issued", "token.issued", "token.revoked", "client.changed",
            "client.changed", "key.revoked", "client.removed",
        )
    ]  # fmt: skip
    text = str(recorded())
    assert not re.search(tokens.LOOK, text)
    assert tokens.digest_of(key) not in text


def test_refused_keys_are_told_but_do_not_fill_the_log(own_database: str) -> None:
    for _ in range(20):
        sent = {"Authorization": f"Bearer {tokens.new(Kind.KEY)}"}
        assert Client().get("/api/layers", headers=sent, REMOTE_ADDR="203.0.113.5").status_code == 401
    refused = [row for row in recorded() if row[0] == "key.refused"]
    assert len(refused) == 1
    assert json.loads(refused[0][2]) == {"path": "/api/layers"}
    assert refused[0][4] == "203.0.113.5"
