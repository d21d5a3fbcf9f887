"""Nobody keeps the server from others: neither by statements that take long nor by reading slowly."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from django.db import OperationalError, connection, transaction
from django.test import Client

from gis.cli import serving
from gis.errors import TookTooLong
from gis.slow_statements import timely
from layers.catalog.description import LayerDescription
from layers.catalog.queries.layers import forget
from layers.features.services import create_layer
from tests import databases
from tests.conftest import ROOT, served

SLOW_READERS = 3 * serving.WORKERS * serving.THREADS
LARGE = "/ogc/collections/parcels/items?limit=10000&f=json"


@pytest.mark.django_db
def test_a_statement_that_was_ended_is_refused_with_a_code(
    client: Client, describe: Callable[..., LayerDescription], monkeypatch: pytest.MonkeyPatch
) -> None:
    create_layer(describe("plots"))
    forget()

    def asleep(*_: object) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 20; SELECT pg_sleep(5)")

    monkeypatch.setattr("ogc_api.building_blocks.features.read_items", asleep)
    answer = client.get("/ogc/collections/plots/items?lang=en")
    assert (answer.status_code, answer.json()["code"]) == (503, "E-REQUEST-14")
    assert not answer.has_header("ETag")
    monkeypatch.setattr("web.api.layers.summaries", asleep)
    answer = client.get("/api/layers")
    assert (answer.status_code, answer.json()["code"]) == (503, "E-REQUEST-14")


def test_other_failures_stay_what_they_are() -> None:
    def broken() -> None:
        raise OperationalError("gone")

    with pytest.raises(OperationalError):
        timely(broken)()
    assert not issubclass(TookTooLong, OperationalError)


@pytest.fixture
def as_served(demo_database: str, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The demo under the very command by which `./dothi serve` starts the web server."""
    with django_db_blocker.unblock():
        url = databases.url_of(demo_database)
    begin = subprocess.Popen

    def as_serve_does(argv: list[str], **more: Any) -> "subprocess.Popen[bytes]":
        port = int(argv[argv.index("--port") + 1])
        return begin(serving.web_server("127.0.0.1", port).argv, **more)

    server = served(url)
    with monkeypatch.context() as patched:
        patched.setattr(subprocess, "Popen", as_serve_does)
        address = server.__enter__()
    yield address
    server.__exit__()


def test_slow_readers_hold_neither_threads_nor_transactions(
    as_served: str, django_db_blocker: Any, demo_database: str
) -> None:
    """Three times as many as there are threads ask for megabytes and read a byte now and then."""
    where = urlsplit(as_served)
    request = f"GET {LARGE} HTTP/1.1\r\nHost: {where.netloc}\r\nAccept-Encoding: identity\r\n\r\n".encode()
    whole = len(requests.get(as_served + LARGE, timeout=60).content)
    assert whole > 1_000_000, "more than lies in the buffers of a socket"
    sockets = []
    try:
        for _ in range(SLOW_READERS):
            one = socket.socket()
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            one.connect((where.hostname, where.port))
            one.sendall(request)
            sockets.append(one)
        for one in sockets:
            one.settimeout(60)
            assert one.recv(1) == b"H"  # each was answered, while all the others don't read on
        for _ in range(SLOW_READERS):
            assert requests.get(f"{as_served}/ogc/collections/communes/items?limit=1", timeout=20).status_code == 200
        with django_db_blocker.unblock(), databases.connected_to(demo_database), connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FILTER (WHERE state <> 'idle'), count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            busy, open_ones = cursor.fetchone()
            assert busy == 0, "no transaction waits for a reader"
            assert open_ones < SLOW_READERS
        assert one.recv(1) == b"T", "they are still served"
    finally:
        for one in sockets:
            one.close()


def test_the_web_server_alone_limits_its_statements(demo_database: str, django_db_blocker: Any) -> None:
    asked = "from django.db import connection; c = connection.cursor(); c.execute('SHOW statement_timeout')"
    said = {}
    with django_db_blocker.unblock():
        environment = {**os.environ, "DATABASE_URL": databases.url_of(demo_database), "DOTHI_STATEMENT_SECONDS": "7"}
    for begin in ("import gis.wsgi", "import django; django.setup()"):
        code = f"{begin}; {asked}; print(c.fetchone()[0])"
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
            env={**environment, "DJANGO_SETTINGS_MODULE": "gis.settings"},
        )  # fmt: skip
        said[begin] = done.stdout.strip()
    assert list(said.values()) == ["7s", "0"]
