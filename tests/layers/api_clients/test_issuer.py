"""Tokens of the single sign-on server: a server over HTTP with keys that the test holds, so that each can be forged."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client

from layers.access.services import end_organisation
from layers.api_clients import issuer
from layers.api_clients.errors import ClientRefused, CredentialRefused, IssuerUnreachable
from layers.api_clients.queries import Caller, authenticate, forget
from layers.api_clients.services import create_client, end_client, register_with_issuer

pytestmark = pytest.mark.django_db
AUDIENCE = "https://maps.example.vn"
FIRST = rsa.generate_private_key(public_exponent=65537, key_size=2048)
SECOND = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CURVE = ec.generate_private_key(ec.SECP256R1())


class Issuer:
    """What it publishes can be changed while it is up; `asked` counts requests for its keys."""

    def __init__(self) -> None:
        self.keys: dict[str, Any] = {"k1": FIRST}
        self.asked, self.claims_to_be = 0, ""
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = outer.answer(self.path)
                self.send_response(200 if body is not None else 404)
                self.end_headers()
                self.wfile.write(json.dumps(body).encode())

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/realms/city"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, path: str) -> Any:
        if path == "/realms/city/.well-known/openid-configuration":
            return {"issuer": self.claims_to_be or self.url, "jwks_uri": f"{self.url}/keys"}
        if path == "/realms/city/keys":
            self.asked += 1
            return {"keys": [{**_public(key), "kid": kid, "use": "sig"} for kid, key in self.keys.items()]}
        return None

    def token(self, key: Any = None, alg: str = "RS256", header: dict[str, Any] | None = None, **claims: Any) -> str:
        now = int(time.time())
        usual = {
            "iss": self.url, "aud": AUDIENCE, "sub": "gis-so", "client_id": "gis-so", "iat": now, "exp": now + 300,
            "scope": "openid see",
        }  # fmt: skip
        values = {name: value for name, value in (usual | claims).items() if value is not None}
        named = {name: value for name, value in ({"kid": "k1"} | (header or {})).items() if value is not None}
        return jwt.encode(values, self.keys["k1"] if key is None else key, alg, named)


def _public(key: Any) -> dict[str, Any]:
    kind = jwt.algorithms.ECAlgorithm if isinstance(key, ec.EllipticCurvePrivateKey) else jwt.algorithms.RSAAlgorithm
    found: dict[str, Any] = json.loads(kind.to_jwk(key.public_key()))
    return found


@pytest.fixture
def server(settings: Any, department: str) -> Iterator[Issuer]:
    made = Issuer()
    settings.OIDC_ISSUER, settings.OIDC_AUDIENCE = made.url, AUDIENCE
    register_with_issuer(department, "gis-so")
    yield made
    made.server.shutdown()
    made.server.server_close()


def caller_of(token: str) -> Caller:
    forget()
    return authenticate(token)


def test_a_token_of_the_issuer_is_a_client_of_ours(server: Issuer, department: str) -> None:
    caller = caller_of(server.token())
    assert (caller.code, {str(scope) for scope in caller.scopes}, caller.credential) == (department, {"see"}, None)
    assert {str(s) for s in caller_of(server.token(scope="openid")).scopes} == {"see", "export", "edit"}
    assert {str(s) for s in caller_of(server.token(scope="see administer")).scopes} == {
        "see"
    }  # never more than the client
    answer = Client().get("/api/clients/me", headers={"Authorization": f"Bearer {server.token()}"})
    assert answer.json()["client"] == department


def test_the_audience_may_be_one_of_several_and_azp_names_the_client(server: Issuer) -> None:
    assert caller_of(server.token(aud=["account", AUDIENCE], client_id=None, azp="gis-so"))


def test_a_service_account_under_another_subject(server: Issuer, department: str) -> None:
    """As Keycloak writes it: `azp` is the client, `sub` its service account's id."""
    register_with_issuer(department, "gis-so", "0b7b2bd4")
    assert caller_of(server.token(sub="0b7b2bd4"))
    with pytest.raises(CredentialRefused):
        caller_of(server.token())


def now(seconds: int) -> int:
    return int(time.time()) + seconds


def _none(s: Issuer) -> str:
    return s.token().rsplit(".", 1)[0].replace(s.token().split(".")[0], "eyJhbGciOiJub25lIiwia2lkIjoiazEifQ") + "."


def _public_key_as_secret(s: Issuer) -> str:
    """The oldest trick: HMAC with the published key."""
    pem = s.keys["k1"].public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head, body, _ = s.token().split(".")
    from base64 import urlsafe_b64encode
    from hmac import digest

    head = urlsafe_b64encode(b'{"alg":"HS256","kid":"k1"}').decode().rstrip("=")
    signed = urlsafe_b64encode(digest(pem, f"{head}.{body}".encode(), "sha256")).decode().rstrip("=")
    return f"{head}.{body}.{signed}"


FORGED = {
    "expired": lambda s: s.token(exp=now(-60)),
    "not begun": lambda s: s.token(nbf=now(300)),
    "issued in the future": lambda s: s.token(iat=now(300)),
    "without an end": lambda s: s.token(exp=None),
    "an end that is no number": lambda s: s.token(exp="tomorrow"),
    "for somebody else": lambda s: s.token(aud="https://other.example.vn"),
    "for nobody": lambda s: s.token(aud=None),
    "of another issuer": lambda s: s.token(iss="https://evil.example"),
    "of an issuer that begins like ours": lambda s: s.token(iss=s.url + ".evil.example"),
    "of no issuer": lambda s: s.token(iss=None),
    "about nobody": lambda s: s.token(sub=None),
    "about a person who signed in there": lambda s: s.token(sub="user-42"),
    "for a client that isn't registered": lambda s: s.token(client_id="other", sub="other"),
    "for two clients": lambda s: s.token(azp="other"),
    "for no client": lambda s: s.token(client_id=None),
    "an ID token": lambda s: s.token(nonce="n"),
    "an ID token of Keycloak": lambda s: s.token(typ="ID"),
    "signed by a stranger under our key's name": lambda s: s.token(key=STRANGER),
    "signed by a key nobody publishes": lambda s: s.token(key=STRANGER, header={"kid": "k9"}),
    "a key that it brings along": lambda s: s.token(key=STRANGER, header={"jwk": _public(STRANGER)}),
    "a key from elsewhere": lambda s: s.token(key=STRANGER, header={"jku": "http://127.0.0.1:9/keys"}),
    "the wrong kind of key": lambda s: s.token(key=CURVE, alg="ES256"),
    "alg none": _none,
    "the public key as a secret": _public_key_as_secret,
    "without a key's name": lambda s: s.token(header={"kid": None}),
    "another body": lambda s: ".".join(
        [s.token().split(".")[0], s.token(sub="x").split(".")[1], s.token().split(".")[2]]
    ),
    "cut short": lambda s: s.token()[:-2],
    "without a signature": lambda s: s.token().rsplit(".", 1)[0] + ".",
    "no JSON in it": lambda s: "eyJ.eyJ.eyJ",
    "very long": lambda s: s.token(pad="x" * 9_000),
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED.keys())
def test_a_token_that_is_refused(server: Issuer, forge: Any) -> None:
    with pytest.raises(CredentialRefused, match="E-CLIENT-01"):
        caller_of(forge(server))
    assert caller_of(server.token())


@pytest.mark.parametrize("end", [lambda: end_client("ban-do-so-do-thi"), lambda: end_organisation("tnmt")])
def test_a_good_token_of_a_client_that_is_no_more(server: Issuer, end: Any) -> None:
    token = server.token()
    assert caller_of(token)
    end()
    with pytest.raises(CredentialRefused):
        caller_of(token)


def test_a_good_token_replayed_when_it_is_over(server: Issuer) -> None:
    token = server.token(exp=now(-29))  # clocks may differ by 30 s
    assert issuer.claims_of(token) is not None
    with pytest.raises(CredentialRefused):
        caller_of(token)


def test_keys_are_kept_and_rotated(server: Issuer, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        assert caller_of(server.token())
    assert server.asked == 1
    old = server.token()
    server.keys = {"k2": SECOND}
    for _ in range(5):  # strangers can't make us ask again and again
        with pytest.raises(CredentialRefused):
            caller_of(server.token(key=STRANGER, header={"kid": "k9"}))
    assert server.asked == 1
    issuer._keys(server.url)._last_successful_fetch -= issuer.ASK_AGAIN_SECONDS  # type: ignore[operator]
    assert caller_of(server.token(key=SECOND, header={"kid": "k2"}))
    assert server.asked == 2
    with pytest.raises(CredentialRefused):
        caller_of(old)  # its key was withdrawn


def test_an_issuer_that_is_away_or_says_another_name(server: Issuer) -> None:
    server.claims_to_be = "https://evil.example"
    with pytest.raises(IssuerUnreachable, match="E-CLIENT-11"):
        caller_of(server.token())
    answer = Client().get("/api/layers", headers={"Authorization": f"Bearer {server.token()}"})
    assert (answer.status_code, answer.json()["code"]) == (503, "E-CLIENT-11")
    server.claims_to_be = ""
    assert caller_of(server.token())  # what failed isn't kept


def test_without_an_audience_no_token_is_taken(server: Issuer, settings: Any) -> None:
    settings.OIDC_AUDIENCE = ""
    with pytest.raises(CredentialRefused):
        caller_of(server.token())


def test_one_client_for_an_issuer_client(server: Issuer) -> None:
    other = create_client("Khác", "tnmt", role="viewer", scopes=["see"], contact="M", purpose="thử")
    with pytest.raises(ClientRefused, match="E-CLIENT-10"):
        register_with_issuer(other, "gis-so")
    end_client("ban-do-so-do-thi")
    register_with_issuer(other, "gis-so")
    assert caller_of(server.token()).code == other
    register_with_issuer(other, "")
    with pytest.raises(CredentialRefused):
        caller_of(server.token())
