"""A layer changes while an export holds it, readers read it and writers write it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
import pytest
from django.db import connection
from psycopg2 import sql

from gis.errors import LayerRefused
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from layers.catalog.queries import stored_description
from layers.features.services import add_field, change_field, change_key, create_layer, ddl, drop_field
from layers.features.tables import table
from tests.layers.features.rows import insert_square, run

LONGEST_WAIT = 0.2
FEATURES = 20_000


@pytest.fixture
def plots(own_database: str, describe: Any) -> LayerDescription:
    description: LayerDescription = describe(fields={"name": "text", "floors": "integer"}, key_fields=("name",))
    create_layer(description)
    run(
        "INSERT INTO feature.plots (name, floors, geom) SELECT 'P' || n, n %% 7,"
        " ST_Multi(ST_MakeEnvelope(400000 + n, 1210000, 400001 + n, 1210001, 905899)) FROM generate_series(1, %s) n",
        FEATURES,
    )
    return description


@contextmanager
def beside(url: str, work: Callable[[Any], None]) -> Iterator[list[float]]:
    """Do the work over and over on a connection of its own; the seconds that each time took."""
    took: list[float] = []
    failed: list[BaseException] = []
    done = threading.Event()

    def go() -> None:
        other = psycopg2.connect(url)
        other.autocommit = True
        try:
            while not done.is_set():
                began = time.monotonic()
                work(other.cursor())
                took.append(time.monotonic() - began)
                time.sleep(0.005)
        except BaseException as error:  # noqa: BLE001  # told to the test below
            failed.append(error)
        finally:
            other.close()

    thread = threading.Thread(target=go)
    thread.start()
    time.sleep(0.1)
    try:
        yield took
    finally:
        done.set()
        thread.join(30)
    assert not failed, failed


@contextmanager
def export(url: str, seconds: float) -> Iterator[None]:
    """A long reader, which holds its lock for so long."""
    other = psycopg2.connect(url)
    other.cursor().execute("SELECT * FROM feature.plots LIMIT 1")
    closing = threading.Timer(seconds, other.close)
    closing.start()
    try:
        yield
    finally:
        closing.join()


def read(cursor: Any) -> None:
    cursor.execute("SELECT public_id, name FROM feature.plots WHERE public_id = 77")
    assert cursor.fetchone() is not None


def write(cursor: Any) -> None:
    cursor.execute("UPDATE feature.plots SET name = name || '' WHERE public_id = 78")


CHANGES: dict[str, Callable[[], object]] = {
    "another field": lambda: add_field(
        "plots", FieldDescription("state", Title("s", "s"), required=True, default="tốt")
    ),
    "a dropped field": lambda: drop_field("plots", "floors", confirmed=True),
    "a new rule": lambda: change_field("plots", "floors", minimum=0, maximum=6),
    "required": lambda: change_field("plots", "name", required=True),
    "another type": lambda: change_field("plots", "floors", type=FieldType.TEXT, pattern="[0-6]"),
    "a unique key": lambda: change_key("plots", ("name",), unique=True),
}


@pytest.mark.parametrize("what", CHANGES)
def test_no_reader_waits(own_database: str, plots: LayerDescription, what: str) -> None:
    with beside(own_database, read) as waits, beside(own_database, write), export(own_database, 0.5):
        CHANGES[what]()
    assert len(waits) > 20
    assert max(waits) < LONGEST_WAIT
    assert stored_description("plots") != plots
    with connection.cursor() as cursor:  # all three tables are in step: an update moves whole rows into the history
        cursor.execute(sql.SQL("UPDATE {} SET name = 'new' WHERE public_id = 5").format(table("plots")))


def test_what_never_gets_its_turn_changes_nothing(
    own_database: str, plots: LayerDescription, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ddl, "PATIENCE_SECONDS", 0.4)
    with export(own_database, 2.0), pytest.raises(LayerRefused) as refused:
        CHANGES["another field"]()
    assert refused.value.code == "E-LAYER-10"
    assert stored_description("plots") == plots
    insert_square(plots, name="still whole")
