"""What was sealed can't be altered, removed or slipped in without being found, whoever does it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
import pytest
from django.db import connection, transaction

from layers.audit.queries import verify
from layers.audit.services import record, seal
from tests.layers.audit.rows import events


@contextmanager
def writable() -> Iterator[None]:
    """As the owner of the tables can: the triggers put aside."""
    with connection.cursor() as cursor:
        for table in ("event", "seal"):
            cursor.execute(f"ALTER TABLE audit.{table} DISABLE TRIGGER append_only")
    yield
    with connection.cursor() as cursor:
        for table in ("event", "seal"):
            cursor.execute(f"ALTER TABLE audit.{table} ENABLE ALWAYS TRIGGER append_only")


def tamper(statement: str) -> None:
    with writable(), connection.cursor() as cursor:
        cursor.execute(statement)


def three_seals() -> None:
    for number in range(3):
        for _ in range(3):
            record("layer.changed", layer=f"layer_{number}", details={"title": ["a", "b"]})
        assert seal() == 3


def test_what_nobody_touched_is_in_order(own_database: str) -> None:
    three_seals()
    record("layer.changed")
    found = verify()
    assert (found.seals, found.events, found.waiting, list(found.damages)) == (3, 9, 1, [])
    assert found.head.startswith("3:")
    assert list(verify(found.head).damages) == []
    assert seal() == 1
    assert list(verify(found.head).damages) == [], "an older head is still in the chain"
    assert seal() == 0


def test_an_empty_log_is_in_order(own_database: str) -> None:
    assert seal() == 0
    assert verify().head == "0:" + "00" * 32
    assert list(verify().damages) == []


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE audit.event SET actor_name = 'somebody else' WHERE id = 5", "E-AUDIT-03"),
        ("UPDATE audit.event SET at = at + interval '1 microsecond' WHERE id = 5", "E-AUDIT-03"),
        ("UPDATE audit.event SET purpose = 'x' WHERE id = 5", "E-AUDIT-03"),
        ("UPDATE audit.event SET address = '10.0.0.1' WHERE id = 5", "E-AUDIT-03"),
        ("UPDATE audit.event SET ids = '{1}' WHERE id = 5", "E-AUDIT-03"),
        ("UPDATE audit.event SET fields = '{owner}' WHERE id = 5", "E-AUDIT-03"),
        ("UPDATE audit.event SET details = '{}' WHERE id = 5", "E-AUDIT-03"),
        ("UPDATE audit.event SET count = 7 WHERE id = 5", "E-AUDIT-03"),
        ("UPDATE audit.event SET id = 100 WHERE id = 5", "E-AUDIT-02"),
        ("DELETE FROM audit.event WHERE id = 5", "E-AUDIT-02"),
        ("DELETE FROM audit.event", "E-AUDIT-02"),
        ("UPDATE audit.seal SET digests = repeat('x', 96)::bytea WHERE number = 2", "E-AUDIT-05"),
        ("UPDATE audit.seal SET sealed_at = now() - interval '1 day' WHERE number = 2", "E-AUDIT-05"),
        ("UPDATE audit.seal SET ids = ids[1:2], digests = substring(digests for 64) WHERE number = 2", "E-AUDIT-05"),
        ("UPDATE audit.seal SET hash = sha256('x') WHERE number = 2", "E-AUDIT-04"),
        ("DELETE FROM audit.seal WHERE number = 2", "E-AUDIT-04"),
        ("DELETE FROM audit.seal WHERE number = 1; DELETE FROM audit.event WHERE id <= 3", "E-AUDIT-04"),
        (
            "INSERT INTO audit.event SELECT (jsonb_populate_record(e, '{\"id\": 0}')).* FROM audit.event e WHERE id = 5",
            "E-AUDIT-06",
        ),
    ],
)  # fmt: skip
def test_damage_is_found(own_database: str, statement: str, code: str) -> None:
    three_seals()
    tamper(statement)
    assert code in {damage.code for damage in verify().damages}


def test_a_chain_made_anew_has_another_head(own_database: str) -> None:
    three_seals()
    head = verify().head
    tamper("DELETE FROM audit.seal; DELETE FROM audit.event WHERE id = 5")
    assert seal() == 8
    assert list(verify().damages) == [], "by itself it is in order"
    assert [damage.code for damage in verify(head).damages] == ["E-AUDIT-07"]


def test_a_cut_off_end_is_found_by_its_head(own_database: str) -> None:
    three_seals()
    head = verify().head
    tamper("DELETE FROM audit.seal WHERE number = 3; DELETE FROM audit.event WHERE id > 6")
    assert [damage.code for damage in verify(head).damages] == ["E-AUDIT-07"]


@pytest.mark.parametrize("head", ["", "3", "3:", "x:y", "0:00", "4:" + "ab" * 32, "3:" + "ab" * 32, "\0", "9" * 5000])
def test_a_head_that_is_none_is_not_found(own_database: str, head: str) -> None:
    three_seals()
    assert [damage.code for damage in verify(head).damages] == (["E-AUDIT-07"] if head else [])


def test_who_commits_late_is_sealed_later_and_nobody_waits(own_database: str) -> None:
    late = psycopg2.connect(own_database)
    later = psycopg2.connect(own_database)
    for one in (late, later):
        one.cursor().execute("SELECT audit.record('layer.changed', '{\"kind\": \"job\"}', '', '', '{}', '{}', '{}')")
    record("layer.changed")
    assert seal() == 1
    late.commit()
    record("layer.changed")
    assert seal() == 2
    later.rollback()
    assert seal() == 0
    record("layer.changed")
    assert seal() == 1
    for one in (late, later):
        one.close()
    assert list(verify().damages) == []
    assert (verify().events, verify().waiting) == (4, 0)


def test_many_sealers_and_writers_make_one_chain(own_database: str) -> None:
    def work() -> None:
        try:
            for number in range(15):
                with transaction.atomic():
                    record("layer.changed", subject=str(number))
                seal()
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seal()
    found = verify()
    assert (found.events, found.waiting, list(found.damages)) == (90, 0, [])
    assert len(events("id")) == 90


def test_after_a_move_to_a_server_whose_numbers_are_lower(own_database: str) -> None:
    three_seals()
    tamper("UPDATE audit.seal SET horizon = '9000000000000'")
    for _ in range(3):
        record("layer.changed")
        record("layer.changed")
        assert seal() == 2
    found = verify()
    assert (found.events, found.waiting, list(found.damages)) == (15, 0, [])
