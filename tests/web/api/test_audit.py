"""`/api/audit`, the exports and the page: who finds what, what is refused, and that looking is recorded."""

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from layers.access.rights import Right
from layers.audit.actor import Actor, ActorKind
from layers.audit.services import looked, record
from layers.audit.services.record import KEPT_IDS
from tests.layers.audit.rows import events
from tests.pages import lasting
from tests.web.audit import signed_in

pytestmark = pytest.mark.django_db
LAN = Actor(ActorKind.PERSON, 7, "lan_50%", "UBND", "session", "10.0.0.7", "Hồ sơ 12", "req-1")
HUNG = Actor(ActorKind.SERVICE, 70, "hùng", "", "key", "2001:db8::7")


@pytest.fixture
def auditor() -> Client:
    return signed_in("mai", "auditor")


@pytest.fixture
def told(auditor: Client) -> Client:
    """Five events that tests look for."""
    record("feature.changed", layer="parcels", ids=[1, 2, 3], fields=["owner"], actor=LAN)
    record("layer.exported", layer="parcels", ids=range(10, 10 + KEPT_IDS + 1), actor=HUNG)
    record("access.granted", subject="hùng", details={"role": "planner"}, actor=LAN)
    record("account.refused", subject="HÙNG", actor=Actor(ActorKind.PUBLIC, address="10.9.9.9"))
    record("layer.changed", layer="trees", details={"title": {"before": "a", "after": "b"}}, actor=HUNG)
    return auditor


def found(client: Client, **words: Any) -> list[str]:
    answer = client.get("/api/audit", words)
    assert answer.status_code == 200, answer.content
    return [event["action"] for event in answer.json()["events"] if not event["action"].startswith("audit.")]


ALL = ["layer.changed", "account.refused", "access.granted", "layer.exported", "feature.changed"]


@pytest.mark.parametrize(
    ("words", "actions"),
    [
        ({}, ALL),
        ({"person": "LAN"}, ["access.granted", "feature.changed"]),
        ({"person": "7"}, ["access.granted", "feature.changed"]),
        ({"person": "%"}, ["access.granted", "feature.changed"]),
        ({"person": "n_5"}, ["access.granted", "feature.changed"]),
        ({"person": "a_n"}, []),
        ({"person": "\\"}, []),
        ({"person": "HÙNG"}, ["layer.changed", "layer.exported"]),
        ({"person": "' OR true --"}, []),
        ({"action": "layer.exported"}, ["layer.exported"]),
        ({"action": "layer"}, ["layer.changed", "layer.exported"]),
        ({"layer": "parcels"}, ["layer.exported", "feature.changed"]),
        ({"layer": "parcel"}, []),
        ({"feature": "2"}, ["feature.changed"]),
        ({"feature": "12"}, ["layer.exported"]),
        ({"feature": "9"}, []),
        ({"feature": str(2**63 - 1)}, []),
        ({"layer": "trees", "feature": "2"}, []),
        ({"address": "10.0.0.7"}, ["access.granted", "feature.changed"]),
        ({"address": "10.0.0.0/8"}, ["account.refused", "access.granted", "feature.changed"]),
        ({"address": "10.0.0.1/8"}, ["account.refused", "access.granted", "feature.changed"]),
        ({"address": "2001:DB8:0::7"}, ["layer.changed", "layer.exported"]),
        ({"address": "0.0.0.0/0"}, ["account.refused", "access.granted", "feature.changed"]),
        ({"subject": "hùng"}, ["account.refused", "access.granted"]),
        ({"request": "req-1"}, ["access.granted", "feature.changed"]),
        ({"from": "2020-01-01"}, ALL),
        ({"to": "2020-01-01"}, []),
        ({"person": "  lan  ", "layer": " ", "action": ""}, ["access.granted", "feature.changed"]),
        ({"person": "lan", "layer": "parcels", "feature": "3", "address": "10.0.0.7"}, ["feature.changed"]),
    ],
    ids=str,
)
def test_searching(told: Client, words: dict[str, str], actions: list[str]) -> None:
    assert found(told, **words) == actions


REFUSED = [
    ("a day that isn't one", {"from": "2026-02-30"}, "E-AUDIT-01"),
    ("a day in another order", {"from": "24/11/2026"}, "E-AUDIT-01"),
    ("other digits", {"from": "２０２６-11-24"}, "E-AUDIT-01"),
    ("a time", {"from": "2026-11-24T10:00:00"}, "E-AUDIT-01"),
    ("a week", {"from": "2026-W10"}, "E-AUDIT-01"),
    ("the end of all days", {"to": "9999-12-31"}, "E-AUDIT-01"),
    ("the beginning of all days", {"from": "0001-01-01"}, "E-AUDIT-01"),
    ("from after to", {"from": "2026-11-24", "to": "2026-11-23"}, "E-AUDIT-01"),
    ("no number", {"feature": "abc"}, "E-AUDIT-01"),
    ("zero", {"feature": "0"}, "E-AUDIT-01"),
    ("less than nothing", {"feature": "-1"}, "E-AUDIT-01"),
    ("a fraction", {"feature": "1.5"}, "E-AUDIT-01"),
    ("more than PostgreSQL counts", {"feature": str(2**63)}, "E-AUDIT-01"),
    ("far more", {"feature": "9" * 5000}, "E-AUDIT-01"),
    ("no address", {"address": "10.0.0"}, "E-AUDIT-01"),
    ("no network", {"address": "10.0.0.0/99"}, "E-AUDIT-01"),
    ("a name", {"address": "localhost"}, "E-AUDIT-01"),
    ("no action", {"action": "account.sneezed"}, "E-AUDIT-01"),
    ("an action's wildcard", {"action": "account.%"}, "E-AUDIT-01"),
    ("NUL", {"person": "a\0b"}, "E-AUDIT-01"),
    ("a whole book", {"person": "x" * 201}, "E-AUDIT-01"),
    ("a huge page", {"limit": "1001"}, "E-REQUEST-03"),
    ("no page", {"limit": "0"}, "E-REQUEST-03"),
    ("a page that is no number", {"limit": "many"}, "E-REQUEST-03"),
    ("a mark made up", {"before": "17"}, "E-AUDIT-01"),
    ("an empty signature", {"before": ":"}, "E-AUDIT-01"),
    ("a mark with NUL", {"before": "\0"}, "E-AUDIT-01"),
    ("an unknown parameter", {"user": "lan"}, "E-REQUEST-01"),
]


@pytest.mark.parametrize(("why", "words", "code"), REFUSED, ids=[why for why, _, _ in REFUSED])
def test_what_is_refused(told: Client, why: str, words: dict[str, str], code: str) -> None:
    before = events()
    answer = told.get("/api/audit", words)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert events() == before, "nothing was seen, nothing is recorded"


def test_pages_follow_each_other_and_a_search_is_recorded_once(told: Client) -> None:
    actions, words = [], {"limit": "2", "person": "n"}
    while True:
        answer = told.get("/api/audit", words).json()
        actions += [event["action"] for event in answer["events"]]
        if answer["next"] is None:
            break
        words["before"] = answer["next"]
    assert actions == ["layer.changed", "access.granted", "layer.exported", "feature.changed"]
    (searched,) = events("actor_name, via, details ->> 'search'", "action = 'audit.searched'")
    assert searched == ("mai · Mai Trần", "session", '{"person": "n"}')


def test_a_mark_is_of_one_search_by_one_account(told: Client) -> None:
    mark = told.get("/api/audit", {"limit": "1", "person": "n"}).json()["next"]
    assert told.get("/api/audit", {"limit": "1", "person": "n", "before": mark}).status_code == 200
    for words in ({"before": mark}, {"person": "x", "before": mark}, {"person": "n", "before": mark + "x"}):
        assert told.get("/api/audit", words).json()["code"] == "E-AUDIT-01", "it would be a look that isn't recorded"
    other = signed_in("hoa", "auditor")
    assert other.get("/api/audit", {"limit": "1", "person": "n", "before": mark}).json()["code"] == "E-AUDIT-01"


def test_the_document(told: Client) -> None:
    event = told.get("/api/audit", {"action": "feature.changed"}).json()["events"][0]
    expected = {
        "action": "feature.changed", "action_title": {"vi": "Sửa đối tượng", "en": "Features changed"},
        "actor_kind": "person", "actor_kind_title": {"vi": "Người dùng", "en": "Person"}, "actor_id": 7,
        "actor_name": "lan_50%", "organisation": "UBND", "via": "session", "address": "10.0.0.7",
        "purpose": "Hồ sơ 12", "request_id": "req-1", "layer": "parcels", "subject": "", "ids": [1, 2, 3],
        "first_id": 1, "last_id": 3, "count": 3, "fields": ["owner"], "details": {},
    }  # fmt: skip
    assert {name: event[name] for name in expected} == expected
    assert event.keys() - expected.keys() == {"id", "at", "database_user", "transaction_id"}
    assert event["at"].endswith("+07:00")
    assert datetime.fromisoformat(event["at"]) <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("at", "day"),
    [("2026-11-24T16:59:59.999Z", "2026-11-24"), ("2026-11-24T17:00:00Z", "2026-11-25")],
)
def test_a_day_is_the_city_s(auditor: Client, at: str, day: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit.event (at, action, actor_kind, actor_name, organisation, via, purpose, request_id, layer,"
            " subject, ids, count, fields, details)"
            " VALUES (%s, 'layer.changed', 'job', '', '', '', '', '', '', '', '{}', 0, '{}', '{}')",
            [at],
        )
    assert found(auditor, **{"from": day, "to": day}) == ["layer.changed"]
    other = "2026-11-25" if day == "2026-11-24" else "2026-11-24"
    assert found(auditor, **{"from": other, "to": other}) == []


EVIL = '=HYPERLINK("http://evil";"x")'


def test_csv_opens_in_a_spreadsheet_and_runs_nothing(auditor: Client) -> None:
    starts = ("=1+1", "+1+1", "+a", "-a", "-1+cmd", "@SUM(A1)", "\t=1", "\r=1", EVIL)
    numbers = ("+1", "-1")  # no formulas, and kept as they are
    for text in (*starts, *numbers):
        record("account.refused", subject=text, actor=Actor(ActorKind.PUBLIC, name="x", purpose=text))
    answer = auditor.get("/audit/export.csv?lang=vi&action=account.refused")
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="audit-')
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0][:3] == ["Số", "Thời điểm (giờ Việt Nam)", "Việc"]
    assert len(rows) == len(starts) + len(numbers) + 1
    begun = {cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")}
    assert begun == set(numbers)
    assert {row[rows[0].index("Liên quan đến")] for row in rows[1:]} == {*(f"'{one}" for one in starts), *numbers}
    assert rows[1][2] == "Đăng nhập bị từ chối"


def test_an_export_has_what_the_search_has_and_is_an_event(told: Client) -> None:
    lines = b"".join(told.get("/audit/export.jsonl?person=lan").streaming_content).decode().splitlines()
    assert [json.loads(line)["action"] for line in lines] == ["access.granted", "feature.changed"]
    (exported,) = events("actor_name, details ->> 'search', details ->> 'format'", "action = 'audit.exported'")
    assert exported == ("mai · Mai Trần", '{"person": "lan"}', "jsonl")
    assert told.get("/audit/export.csv?feature=abc").status_code == 400
    assert told.get("/audit/export.csv?who=lan").status_code == 400


ADDRESSES = ["/audit", "/api/audit", "/audit/export.csv", "/audit/export.jsonl", "/audit?before=1", "/api/audit?x=1"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["get", "post", "head", "put", "options"])
@pytest.mark.parametrize("role", ["", "viewer", "planner", "public"])
def test_for_others_there_is_nothing_at_the_address(address: str, method: str, role: str) -> None:
    client = Client() if role == "public" else signed_in("hoa", role)
    headers = {"Accept": "text/html"}
    answer = getattr(client, method)(address, headers=headers)
    nothing = getattr(client, method)(address.replace("audit", "audix"), headers=headers)
    assert (answer.status_code, nothing.status_code) == (404, 404)
    assert lasting(answer.content).replace("audit", "audix") == lasting(nothing.content)
    varying = {"X-Request-Id"}
    assert {k: v for k, v in answer.items() if k not in varying} == {
        k: v for k, v in nothing.items() if k not in varying
    } or "?" in address
    assert events() == []


def test_a_key_that_may_less_than_its_account_reads_nothing(rf: Any, auditor: Client) -> None:
    from django.contrib.auth import get_user_model

    from web.auditing import may_read_audit

    request = rf.get("/audit")
    request.user = get_user_model().objects.get(username="mai")
    assert may_read_audit(request)
    request.right_limit = frozenset({Right.SEE})
    assert not may_read_audit(request)
    request.right_limit = frozenset({Right.READ_AUDIT})
    assert may_read_audit(request)


def test_nobody_between_keeps_it(told: Client) -> None:
    for address in ADDRESSES[:4]:
        answer = told.get(address)
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex"
    assert told.post("/audit").status_code == 405


@pytest.mark.parametrize(("language", "words"), [("vi", "Sửa đối tượng"), ("en", "Features changed")])
def test_the_page_tells(told: Client, language: str, words: str) -> None:
    page = told.get(f"/audit?lang={language}&layer=parcels").content.decode()
    assert words in page
    assert "lan_50%" in page
    assert "/audit/export.csv?layer=parcels" in page


def test_what_was_recorded_never_becomes_markup(auditor: Client) -> None:
    evil = "</dd><script>alert(1)</script>"
    looked(evil, [1], [evil])
    record(
        "layer.changed",
        subject=evil,
        details={evil: evil},
        actor=Actor(ActorKind.PUBLIC, name=evil, purpose=evil, request_id=evil),
    )
    page = auditor.get("/audit", {"person": evil, "x": evil}).content.decode()
    assert "<script>alert" not in page
    assert "<script>alert" not in auditor.get("/audit").content.decode()


def test_a_search_that_is_not_understood_says_so_and_searches_nothing(told: Client) -> None:
    answer = told.get("/audit?from=2026-02-30&lang=en")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "From day is 2026-02-30" in page
    assert "lan_50%" not in page
    assert events("action", "action = 'audit.searched'") == []


def test_without_events_the_page_says_what_to_do(auditor: Client) -> None:
    assert "Nothing of the kind" in auditor.get("/audit?person=nobody&lang=en").content.decode()
