"""Tokens that panva's oidc-provider gives to programs, over HTTP: what is taken of them and what isn't."""

import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from django.test import Client

from gis.setup import node
from layers.access.queries import forget as forget_rights
from layers.access.services import ensure_organisation
from layers.api_clients import issuer
from layers.api_clients.queries import forget
from layers.api_clients.services import create_client, end_client, register_with_issuer

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parent / "oidc"
AUDIENCE = "https://maps.example.vn/api"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Its address, once it listens."""
    if not (FOLDER / "node_modules").is_dir():
        pytest.skip("needs oidc-provider, which ./dothi test installs")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    process = subprocess.Popen(
        ["node", "programs.mjs", port, AUDIENCE],
        cwd=FOLDER, env=node.environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    while (line := process.stdout.readline()) and "ready" not in line:
        pass
    assert "ready" in line
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)


@pytest.fixture(autouse=True)
def _registered(server: str, settings: Any) -> None:
    for nothing_known in (forget, forget_rights, issuer.forget):
        nothing_known()
    settings.OIDC_ISSUER, settings.OIDC_AUDIENCE = server, AUDIENCE
    ensure_organisation("tnmt", "Sở Nông nghiệp và Môi trường", "Department of Agriculture and Environment")
    register_with_issuer(
        create_client("Bản đồ", "tnmt", role="viewer", scopes=["see", "export"], contact="Lan", purpose="Thử"), "gis-so"
    )


def token(server: str, program: str = "gis-so", **form: str) -> str:
    answer = requests.post(
        f"{server}/token", data={"grant_type": "client_credentials", **form}, timeout=10,
        auth=(program, "a-secret-of-the-tests"),
    )  # fmt: skip
    assert answer.status_code == 200, answer.text
    return str(answer.json()["access_token"])


def answer(sent: str) -> Any:
    forget()
    return Client().get("/api/clients/me", headers={"Authorization": f"Bearer {sent}"})


def test_its_token_is_taken_as_far_as_it_says(server: str) -> None:
    assert answer(token(server, scope="see")).json() | {"expires_at": ""} == {
        "client": "ban-do", "scopes": ["see"], "expires_at": "", "limit_minute": 3_000, "quota_day": 500_000,
    }  # fmt: skip
    assert answer(token(server)).json()["scopes"] == ["export", "see"]


@pytest.mark.parametrize(
    "given",
    [
        lambda server: token(server, program="stranger"),
        lambda server: token(server, resource="https://other.example.vn"),
        lambda server: token(server)[:-4] + "AAAA",
    ],
    ids=["another program's", "for another audience", "damaged"],
)
def test_its_token_is_refused(server: str, given: Any) -> None:
    assert answer(given(server)).status_code == 401


def test_its_token_when_the_client_has_ended(server: str) -> None:
    good = token(server)
    assert answer(good).status_code == 200
    end_client("ban-do")
    assert answer(good).status_code == 401
