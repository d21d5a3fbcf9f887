"""Who acts while a request is answered, and under which number the request is known."""

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from layers.audit.actor import Actor, ActorKind, actor_now
from layers.audit.services import record
from tests.layers.audit.rows import events, last_event
from tests.web.audit import signed_in
from web.acting import ActingMiddleware, actor_of

pytestmark = pytest.mark.django_db


def answered(request: HttpRequest) -> tuple[Actor, HttpResponse]:
    seen: list[Actor] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(actor_now())
        return HttpResponse()

    response = ActingMiddleware(view)(request)
    return seen[0], response


def test_nobody_signed_in_is_the_public() -> None:
    actor, response = answered(RequestFactory().get("/", REMOTE_ADDR="203.0.113.9"))
    assert actor == Actor(ActorKind.PUBLIC, address="203.0.113.9", request_id=response["X-Request-Id"])
    assert actor_now().kind == ActorKind.COMMAND_LINE, "only while the request is answered"


def test_a_person_in_a_session() -> None:
    request = RequestFactory().get("/")
    request.user = get_user_model().objects.create_user("lan", first_name="Lan", last_name="Nguyễn")
    request.session = {"purpose": "Hồ sơ 12"}
    actor, _response = answered(request)
    assert (actor.kind, actor.id, actor.name, actor.via, actor.purpose) == (
        ActorKind.PERSON, request.user.pk, "lan · Lan Nguyễn", "session", "Hồ sơ 12",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "understood"),
    [
        ("Hồ sơ 12/2026".encode().decode("latin-1"), "Hồ sơ 12/2026"),
        ("H%E1%BB%93%20s%C6%A1", "Hồ sơ"),
        ("\xff\xfe", "��"),
        ("x" * 1000, "x" * 300),
        ("", ""),
        ("100%", "100%"),
        ("a%00b", "ab"),
    ],
)
def test_why_is_said_by_a_header(sent: str, understood: str) -> None:
    actor, _response = answered(RequestFactory().get("/", HTTP_DOTHI_PURPOSE=sent))
    record("layer.changed", actor=actor)
    assert last_event("purpose") == understood


@pytest.mark.parametrize("given", ["abc-1", "A.b_2", "f" * 64])
def test_a_proxy_s_number_is_kept(client: Client, given: str) -> None:
    assert client.get("/api/codes", headers={"X-Request-Id": given})["X-Request-Id"] == given


@pytest.mark.parametrize("given", ["", "f" * 65, "a b", "a\tb", "<script>", "ấ", "a;b"])
def test_anything_else_is_no_number(client: Client, given: str) -> None:
    answer = client.get("/api/codes", headers={"X-Request-Id": given})
    assert len(answer["X-Request-Id"]) == 32
    assert answer["X-Request-Id"] != given


def test_what_is_streamed_is_done_by_the_same() -> None:
    def pieces() -> Iterator[bytes]:
        for number in range(2):
            record("layer.exported", layer=f"layer_{number}")
            yield b"x"

    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.9")
    response = ActingMiddleware(lambda request: StreamingHttpResponse(pieces()))(request)
    assert events() == []
    assert b"".join(response) == b"xx"
    assert events("actor_kind, host(address)") == [("public", "203.0.113.9")] * 2


def test_who_signs_in_during_the_request_acts_from_then_on() -> None:
    request = RequestFactory().get("/")
    request.session = {}

    def view(request: HttpRequest) -> HttpResponse:
        record("account.refused")
        request.user = get_user_model().objects.create_user("lan")
        record("account.signed_in")
        return HttpResponse()

    ActingMiddleware(view)(request)
    assert events("actor_kind, actor_name") == [("public", ""), ("person", "lan")]


def test_for_whom_somebody_acts_is_said() -> None:
    client = signed_in("mai", "auditor")
    client.get("/api/audit")
    assert last_event("actor_name, organisation, via") == ("mai · Mai Trần", "so-tnmt", "session")


def test_a_key_or_token_is_said_to_be_one() -> None:
    request = RequestFactory().get("/")
    request.user = get_user_model().objects.create_user("lan")
    request.session, request.signed_in_by = {}, "key"
    assert actor_of(request).via == "key"
