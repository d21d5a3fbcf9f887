"""panva's oidc-provider as a process of its own, and going through its dance as a browser does."""

import socket
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from django.http import HttpResponse
from django.test import Client

from gis.setup import node

FOLDER = Path(__file__).resolve().parents[1] / "oidc"
CALLBACK = "http://testserver/account/oidc/sso/login/callback/"
SECRET = "a-secret-of-the-tests"


@dataclass
class OidcServer:
    """A running server; `person` says who signs in next."""

    port: int
    process: subprocess.Popen[str] = field(repr=False)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def person(self, sub: str, *, damage: dict[str, Any] | None = None, deny: bool = False, **claims: Any) -> None:
        """Who signs in next, with what the server says of them, and how its tokens are damaged."""
        told = {"sub": sub, "claims": claims, "damage": damage or {}, "deny": deny}
        requests.post(f"{self.issuer}/_test", json=told, timeout=10).raise_for_status()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


def start(*more_callbacks: str) -> OidcServer:
    """Start it on a free port, and wait until it listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        ["node", "server.mjs", str(port), CALLBACK, *more_callbacks],
        cwd=FOLDER, env=node.environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    while (line := process.stdout.readline()) and "ready" not in line:
        pass
    assert "ready" in line, "the OpenID Connect server did not start: ./dothi test installs it"
    return OidcServer(port, process)


def settings_for(server: OidcServer) -> dict[str, Any]:
    """Our settings, as the environment would make them."""
    app = {
        "provider_id": "sso", "name": "SSO", "client_id": "dothi", "secret": SECRET,
        "settings": {"server_url": server.issuer, "oauth_pkce_enabled": True},
    }  # fmt: skip
    return {"OIDC_ISSUER": server.issuer, "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": [app]}}}


def begin(client: Client, **form: str) -> str:
    """Press the button; the address at the server that we send the browser to."""
    answer = client.post("/account/oidc/sso/login/", form)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def through_server(address: str) -> str:
    """Follow the server's pages; the address of ours at which they end, not asked for yet."""
    browser = requests.Session()
    for _ in range(10):
        answer = browser.get(address, allow_redirects=False, timeout=10)
        location = answer.headers.get("Location")
        assert location, f"{address}: {answer.status_code} {answer.text[:500]}"
        if location.startswith(CALLBACK):
            return location
        parts = urlsplit(address)
        address = location if "://" in location else f"{parts.scheme}://{parts.netloc}{location}"
    raise AssertionError("the server leads in circles")


def come_back(client: Client, address: str) -> HttpResponse:
    """Ask for the address that the server led to."""
    parts = urlsplit(address)
    return client.get(f"{parts.path}?{parts.query}")


def sign_in(client: Client, **form: str) -> HttpResponse:
    """The whole dance; our answer at its end."""
    return come_back(client, through_server(begin(client, **form)))
