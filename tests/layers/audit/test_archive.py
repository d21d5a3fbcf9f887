"""Old events leave the database by one way, whole seals at a time, and the chain goes on."""

import hashlib
import json
from datetime import date, timedelta
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from gis.errors import DothiError, InvalidRequest
from layers.audit.queries import verify
from layers.audit.services import record, seal
from layers.audit.services.archive import archive
from tests.layers.audit.rows import events, last_event


def old_event(day: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit.event (at, action, actor_kind, actor_name, organisation, via, purpose, request_id, layer,"
            " subject, ids, count, fields, details)"
            " VALUES (%s, 'layer.changed', 'job', 'ai đó', '', '', '', '', '', %s, '{}', 0, '{}', '{}')",
            [f"{day}T12:00:00+07:00", day],
        )


@pytest.fixture
def years(own_database: str) -> str:
    """Three seals: of 2020, of 2020 and 2021, of today."""
    old_event("2020-03-01")
    old_event("2020-04-01")
    seal()
    old_event("2020-05-01")
    old_event("2021-01-01")
    seal()
    record("layer.changed")
    seal()
    return own_database


def test_whole_seals_go_and_the_chain_goes_on(years: str, tmp_path: Path) -> None:
    head = verify().head
    done = archive(date(2021, 1, 1), tmp_path / "2020.jsonl")
    assert (done.events, done.seals) == (2, 1)
    text = (tmp_path / "2020.jsonl").read_bytes()
    assert hashlib.sha256(text).hexdigest() == done.sha256 == last_event("details ->> 'sha256'")
    lines = [json.loads(line) for line in text.decode().splitlines()]
    assert lines[0]["seal"]["number"] == 1
    assert [line["subject"] for line in lines[1:]] == ["2020-04-01", "2020-03-01"]
    assert (tmp_path / "2020.jsonl").stat().st_mode & 0o777 == 0o600
    assert events("subject", "action = 'layer.changed'") == ["2020-05-01", "2021-01-01", ""]
    assert last_event("action, subject") == ("audit.archived", "2020.jsonl")
    assert list(verify(head).damages) == []
    again = archive(date(2021, 1, 2), tmp_path / "2021.jsonl")
    assert (again.events, again.seals) == (2, 1)
    assert list(verify(head).damages) == []
    assert seal() == 1
    assert list(verify(head).damages) == []
    with pytest.raises(psycopg2.errors.InsufficientPrivilege), psycopg2.connect(years) as other:
        other.cursor().execute("DELETE FROM audit.event")
    other.close()


def test_where_nothing_is_old_nothing_is_written(years: str, tmp_path: Path) -> None:
    assert archive(date(2020, 3, 1), tmp_path / "none.jsonl").events == 0
    assert not list(tmp_path.iterdir())
    assert "audit.archived" not in events()


def test_what_is_not_old_enough_stays(years: str, tmp_path: Path) -> None:
    for day in (timezone.localdate(), timezone.localdate() - timedelta(days=365)):
        with pytest.raises(InvalidRequest, match="E-AUDIT-08"):
            archive(day, tmp_path / "x.jsonl")
    assert not list(tmp_path.iterdir())


def test_of_a_damaged_log_nothing_goes(years: str, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE audit.event DISABLE TRIGGER append_only; UPDATE audit.event SET purpose = 'x' WHERE id = 4"
        )
    with pytest.raises(DothiError, match="E-AUDIT-09"):
        archive(date(2021, 1, 1), tmp_path / "x.jsonl")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["there.jsonl", "no/such/folder/x.jsonl"])
def test_a_file_that_is_there_or_cannot_be_is_refused(years: str, tmp_path: Path, name: str) -> None:
    (tmp_path / "there.jsonl").write_text("mine")
    with pytest.raises(DothiError, match="E-AUDIT-10"):
        archive(date(2021, 1, 1), tmp_path / name)
    assert (tmp_path / "there.jsonl").read_text() == "mine"
    assert len(events()) == 5


def test_it_is_never_less_than_three_months() -> None:
    assert settings.AUDIT_KEEP_MONTHS >= 3
