"""DDL waits behind a long reader without making others wait behind itself."""

import threading
import time

import psycopg2
from django.db import connection
from psycopg2 import sql

from layers.features.services import create_layer
from layers.features.services.ddl import run_ddl
from tests.layers.features.rows import insert_square, run


def test_readers_go_on_while_ddl_waits(own_database, describe) -> None:
    description = describe()
    create_layer(description)
    insert_square(description, name="a")
    export = psycopg2.connect(own_database)
    export.cursor().execute("SELECT * FROM feature.plots")  # a long export holds its lock until it ends
    slowest: list[float] = []
    done = threading.Event()

    def read() -> None:
        reader = psycopg2.connect(own_database)
        reader.autocommit = True
        while not done.is_set():
            began = time.monotonic()
            reader.cursor().execute("SELECT count(*) FROM feature.plots")
            slowest.append(time.monotonic() - began)
            time.sleep(0.01)
        reader.close()

    def alter() -> None:
        run_ddl([sql.SQL("ALTER TABLE feature.plots ADD COLUMN more text DEFAULT 'x'")], locked="plots")
        connection.close()

    reading, altering = threading.Thread(target=read), threading.Thread(target=alter)
    reading.start()
    altering.start()
    time.sleep(1.0)
    assert altering.is_alive(), "it waits for the export"
    export.close()
    altering.join(20)
    done.set()
    reading.join(5)
    assert run("SELECT more FROM feature.plots") == [("x",)]
    # Each attempt holds the queue for 50 ms; a plain ALTER would have held it for the whole second.
    assert max(slowest) < 0.2, "no reader waited for the length of the export"
