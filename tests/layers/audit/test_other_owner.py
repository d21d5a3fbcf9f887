"""The log under an owner of its own, by the statements that the documentation gives."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg2
import pytest
from django.db import ProgrammingError, connection, transaction

from gis import cluster
from gis.cluster import credentials
from gis.cluster.credentials import ROLE
from gis.errors import DothiError
from gis.setup.places import ROOT
from layers.audit.queries import verify
from layers.audit.services import record, seal
from layers.audit.services.archive import archive
from tests import databases
from tests.layers.audit.rows import events

PAGE = (ROOT / "docs" / "how-to" / "audit-log.md").read_text(encoding="utf-8")


@pytest.fixture
def given_away(own_database: str) -> Iterator[None]:
    noted = credentials.read(cluster.TESTS_HOME)
    if noted is None:
        pytest.skip("needs the private server")
    statements = re.search(r"```sql\n(CREATE ROLE.+?)```", PAGE, re.DOTALL)
    assert statements
    url = noted.superuser_url(databases.port_in(own_database), connection.settings_dict["NAME"])
    superuser = psycopg2.connect(url)
    superuser.autocommit = True
    cursor = superuser.cursor()
    cursor.execute("DROP ROLE IF EXISTS city_audit")
    cursor.execute(re.sub(r"\bcity;", f"{ROLE};", statements[1]))
    connection.close()
    yield
    cursor.execute(f"REASSIGN OWNED BY city_audit TO {ROLE}; DROP OWNED BY city_audit; DROP ROLE city_audit")
    superuser.close()


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE audit.event DISABLE TRIGGER append_only",
        "DROP TRIGGER append_only ON audit.event",
        "DROP TABLE audit.event",
        "TRUNCATE audit.event",
        "DELETE FROM audit.event",
        "UPDATE audit.seal SET number = 7",
        "CREATE OR REPLACE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
        "CREATE TABLE audit.other ()",
        "SET session_replication_role = replica",
        "ALTER SCHEMA audit RENAME TO gone",
    ],
)
def test_the_product_s_role_can_only_add(given_away: None, statement: str) -> None:
    record("layer.changed")
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert events() == ["layer.changed"]


def test_everything_else_goes_on(given_away: None, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit.event (at, action, actor_kind, actor_name, organisation, via, purpose, request_id, layer,"
            " subject, ids, count, fields, details)"
            " VALUES ('2020-01-01', 'layer.changed', 'job', '', '', '', '', '', '', '', '{}', 0, '{}', '{}')"
        )
    assert seal() == 1
    assert list(verify().damages) == []
    with pytest.raises(DothiError, match="E-AUDIT-11"):
        archive(date(2021, 1, 1), tmp_path / "x.jsonl")
    assert not list(tmp_path.iterdir())
