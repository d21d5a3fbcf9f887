"""An event says who, when, what, from where and why; it is only ever added."""

import getpass
import socket

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from layers.audit.actions import ACTIONS
from layers.audit.actor import Actor, ActorKind, acting_as, actor_now, known_address
from layers.audit.services import looked, record
from tests.layers.audit.rows import events, last_event

pytestmark = pytest.mark.django_db
LAN = Actor(
    ActorKind.PERSON, 7, "Nguyễn Thị Lan", "UBND phường Trấn Biên", "session", "10.0.0.7", "Hồ sơ 12/2026", "req-1"
)


def test_who_when_what_from_where_and_why() -> None:
    with acting_as(LAN):
        record("access.granted", subject="hùng", details={"role": "planner"}, layer="parcels", fields=["owner"])
    assert last_event(
        "action, actor_kind, actor_id, actor_name, organisation, via, host(address), purpose, request_id"
    ) == (
        "access.granted", "person", 7, "Nguyễn Thị Lan", "UBND phường Trấn Biên", "session", "10.0.0.7",
        "Hồ sơ 12/2026", "req-1",
    )  # fmt: skip
    assert last_event("layer, subject, ids, count, fields, details ->> 'role'") == (
        "parcels", "hùng", [], 0, ["owner"], "planner",
    )  # fmt: skip
    assert last_event("at <= clock_timestamp() AND at >= now(), database_user = session_user") == (True, True)


def test_on_the_command_line_the_system_s_user_acts() -> None:
    assert actor_now().name == f"{getpass.getuser()}@{socket.gethostname()}"
    record("layer.changed", layer="parcels")
    assert last_event("actor_kind, actor_name, via") == ("command_line", actor_now().name, "command line")


def test_the_actor_is_whoever_the_innermost_block_says() -> None:
    with acting_as(LAN):
        with acting_as(Actor(ActorKind.JOB, 3, "x")):
            assert actor_now().kind == ActorKind.JOB
        assert actor_now() == LAN


def test_few_ids_are_kept_and_of_many_the_range() -> None:
    looked("parcels", [5, 3, 9], ["owner"])
    assert last_event("action, ids, first_id, last_id, count, fields") == (
        "personal.seen", [5, 3, 9], 3, 9, 3, ["owner"],
    )  # fmt: skip
    record("layer.exported", layer="parcels", ids=range(1, 302))
    assert last_event("ids, first_id, last_id, count") == ([], 1, 301, 301)


def test_nothing_seen_is_no_look() -> None:
    looked("parcels", [], ["owner"])
    looked("parcels", [1], [])
    assert events() == []


def test_an_action_that_is_not_listed_is_a_mistake() -> None:
    with pytest.raises(ValueError, match=r"account\.sneezed"):
        record("account.sneezed")


def test_every_action_is_told_in_both_languages() -> None:
    assert all(action.vi and action.en for action in ACTIONS.values())
    assert len({action.vi for action in ACTIONS.values()}) == len(ACTIONS) == len({a.en for a in ACTIONS.values()})


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit.{t} SET {k} = {k}",
        "DELETE FROM audit.{t}",
        "DELETE FROM audit.{t} WHERE false",
        "TRUNCATE audit.{t}",
        "TRUNCATE audit.{t} CASCADE",
        "INSERT INTO audit.{t} SELECT * FROM audit.{t} ON CONFLICT ({k}) DO UPDATE SET {k} = 1",
        "MERGE INTO audit.{t} t USING audit.{t} s ON t.{k} = s.{k} WHEN MATCHED THEN DELETE",
    ],
)
@pytest.mark.parametrize(("table", "key"), [("event", "id"), ("seal", "number")])
def test_append_only_for_the_application(statement: str, table: str, key: str) -> None:
    record("layer.changed", layer="parcels")
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(t=table, k=key))
    assert events() == ["layer.changed"]


@given(
    subject=st.text(alphabet=st.characters(codec=None), max_size=400),
    name=st.text(alphabet=st.characters(codec=None), max_size=400),
    value=st.text(alphabet=st.characters(codec=None)) | st.sampled_from(["\\u0000", "\\\\u0000", "\0", "\\\0"]),
)
def test_any_text_is_kept(subject: str, name: str, value: str) -> None:
    record("layer.changed", subject=subject, details={"text": value}, actor=Actor(ActorKind.PUBLIC, name=name))
    assert last_event("details ->> 'text'") == value.replace("\0", "").encode("utf-8", "replace").decode()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("203.0.113.9", "203.0.113.9"),
        (" 203.0.113.9 ", "203.0.113.9"),
        ("2001:DB8::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("", ""),
        ("unix:", ""),
        ("1.2.3.4; DROP TABLE", ""),
        ("10.0.0.0/8", ""),
        ("999.1.1.1", ""),
    ],
)
def test_an_address_is_an_address_or_nothing(text: str, kept: str) -> None:
    assert known_address(text) == kept
    record("account.refused", actor=Actor(ActorKind.PUBLIC, address=text))
    assert last_event("host(address)") == (kept or None)
