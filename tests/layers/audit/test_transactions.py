"""What is recorded by itself and what goes with its transaction, on a database whose commits are real."""

from typing import Any

import psycopg2
import pytest
from django.db import connection, transaction

from gis import cluster
from gis.cluster import credentials
from layers.audit.actor import Actor, ActorKind, acting_as
from layers.audit.services import looked, record, record_apart
from layers.features.authority import OPERATOR
from layers.features.services import add_feature, create_layer
from tests import databases
from tests.layers.audit.rows import events
from tests.layers.features.rows import run


def test_an_event_goes_with_its_transaction_and_one_apart_does_not(own_database: str) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        record("layer.changed", layer="parcels")
        record_apart("access.refused", layer="parcels")
        raise RuntimeError
    assert events() == ["access.refused"]


def test_a_look_is_recorded_from_a_transaction_that_only_reads(own_database: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
        looked("parcels", [1], ["owner"])
    assert events() == ["personal.seen"]


def test_not_even_a_superuser_changes_an_event_in_passing(own_database: str) -> None:
    noted = credentials.read(cluster.TESTS_HOME)
    if noted is None:
        pytest.skip("needs the private server")
    record("layer.changed")
    url = noted.superuser_url(databases.port_in(own_database), connection.settings_dict["NAME"])
    with psycopg2.connect(url) as superuser, superuser.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        with pytest.raises(psycopg2.errors.InsufficientPrivilege, match="only ever added"):
            cursor.execute("DELETE FROM audit.event")
    superuser.close()


def test_a_signature_ends_with_its_transaction(own_database: str, describe: Any) -> None:
    create_layer(describe(fields={"name": "text"}))
    square = {
        "type": "Polygon",
        "coordinates": [[[106.82, 10.95], [106.821, 10.95], [106.821, 10.951], [106.82, 10.95]]],
    }
    with acting_as(Actor(ActorKind.PERSON, 7, "lan")):
        add_feature("plots", {"name": "a"}, square, by=OPERATOR)
    run("UPDATE feature.plots SET name = 'b'")
    assert events("actor_kind", "action LIKE 'feature.%%'") == ["person", "database"]
