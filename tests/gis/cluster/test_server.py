"""The private cluster, on real servers: what it gives, and what it survives."""

import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from gis.cluster import location, ports
from gis.cluster.server import Cluster
from gis.errors import DothiError

AS_ROOT = os.geteuid() == 0


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """One server for the whole file, in a folder with a space in its name that everybody may enter."""
    with tempfile.TemporaryDirectory(prefix="a town ") as folder:
        Path(folder).chmod(0o755)
        made = Cluster(Path(folder))
        made.start()
        yield made
        made.remove()


def ask(url: str, question: str) -> object:
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
        return row[0] if row else None


def order(url: str, statement: str) -> None:
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_application_is_no_superuser(cluster: Cluster) -> None:
    assert ask(cluster.url(), "SELECT current_user || ' ' || current_setting('is_superuser')") == "dothi off"


def test_every_database_that_the_application_makes_has_the_extensions(cluster: Cluster) -> None:
    order(cluster.url(), "CREATE DATABASE fresh")
    names = "SELECT string_agg(extname, ' ' ORDER BY extname) FROM pg_extension"
    assert ask(cluster.url("fresh"), names) == "btree_gist pg_trgm plpgsql postgis unaccent"
    order(cluster.url("fresh"), "INSERT INTO spatial_ref_sys (srid, auth_name, auth_srid) VALUES (909210, 'DOTHI', 1)")
    order(cluster.url("fresh"), "UPDATE spatial_ref_sys SET auth_srid = 2 WHERE srid = 909210")
    order(cluster.url("fresh"), "DELETE FROM spatial_ref_sys WHERE srid = 909210")
    order(cluster.url(), "DROP DATABASE fresh")


def test_vietnamese_text_is_utf8_and_found_without_its_marks(cluster: Cluster) -> None:
    assert ask(cluster.url(), "SELECT current_setting('server_encoding')") == "UTF8"
    assert ask(cluster.url(), "SELECT unaccent('Trấn Biên, Đồng Nai')") == "Tran Bien, Dong Nai"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("listen_addresses", "127.0.0.1"),
        ("unix_socket_directories", ""),
        ("synchronous_commit", "on"),
        ("fsync", "on"),
        ("full_page_writes", "on"),
        ("autovacuum", "on"),
        ("jit", "off"),
        ("random_page_cost", "1.1"),
        ("TimeZone", "Asia/Ho_Chi_Minh"),
        ("data_checksums", "on"),
    ],
)
def test_settings(cluster: Cluster, setting: str, value: str) -> None:
    assert ask(cluster.superuser_url(), f"SELECT current_setting('{setting}')") == value


def test_nobody_gets_in_without_a_password(cluster: Cluster) -> None:
    with pytest.raises(psycopg2.OperationalError, match="password"):
        psycopg2.connect(re.sub(r":[^:@]+@", "@", cluster.url()))


def test_the_passwords_are_for_the_owner_only(cluster: Cluster) -> None:
    assert stat.S_IMODE((cluster.home / "database.json").stat().st_mode) == 0o600


def test_a_second_start_is_immediate_and_changes_nothing(cluster: Cluster) -> None:
    url, began = cluster.url(), time.monotonic()
    assert cluster.start() == url
    assert time.monotonic() - began < 0.5


def test_data_port_and_passwords_outlive_a_stop(cluster: Cluster) -> None:
    url = cluster.url()
    order(url, "CREATE TABLE kept AS SELECT 7 AS n")
    cluster.stop()
    assert not cluster.is_running()
    cluster.stop()  # once more does nothing
    assert cluster.start() == url
    assert ask(url, "SELECT n FROM kept") == 7


def test_a_taken_port_is_left_to_whoever_has_it(cluster: Cluster) -> None:
    port = cluster.port()
    cluster.stop()
    with socket.create_server(("127.0.0.1", port)):
        cluster.start()
        assert cluster.port() != port
        assert ask(cluster.url(), "SELECT 1") == 1


def test_a_port_taken_in_the_last_moment_is_left_to_whoever_has_it(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two clusters that start together look for a free port at the same time, and find the same."""
    port, really_free = cluster.port(), ports.is_free
    cluster.stop()
    looks: list[int] = []
    monkeypatch.setattr(
        ports, "is_free", lambda asked: not looks.append(asked) and (len(looks) == 1 or really_free(asked))
    )
    with socket.create_server(("127.0.0.1", port)):
        cluster.start()
        assert looks[0] == port
        assert cluster.port() != port
        assert ask(cluster.url(), "SELECT 1") == 1


@pytest.mark.parametrize(("family", "host"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET, "0.0.0.0")])  # noqa: S104
def test_a_port_is_free_only_if_nothing_listens_on_any_address(family: socket.AddressFamily, host: str) -> None:
    with socket.create_server((host, 0), family=family) as server:
        port = server.getsockname()[1]
        assert not ports.is_free(port)
        assert ports.answers(port)
    assert ports.is_free(port)


def test_a_note_of_a_living_stranger_does_not_keep_it_down(cluster: Cluster) -> None:
    """After a crash in a container the old process number soon belongs to somebody else."""
    note = location.find(cluster.home) / "data" / "postmaster.pid"
    lines = note.read_text().splitlines()
    cluster.stop()
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        note.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        assert not cluster.is_running()
        cluster.start()
        assert ask(cluster.url(), "SELECT 1") == 1
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_it_comes_back_after_kill_9(cluster: Cluster) -> None:
    order(cluster.url(), "CREATE TABLE written AS SELECT 1 AS n")
    pid = int((location.find(cluster.home) / "data" / "postmaster.pid").read_text().splitlines()[0])
    os.kill(pid, signal.SIGKILL)
    while Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes():
        time.sleep(0.02)
    assert not cluster.is_running()
    cluster.start()
    assert ask(cluster.url(), "SELECT n FROM written") == 1


def test_a_start_that_was_cut_off_is_finished_or_undone(cluster: Cluster) -> None:
    """Ctrl-C while the server recovers: it lives, though nobody waited for it."""
    note = location.find(cluster.home) / "data" / "postmaster.pid"
    lines = note.read_text().splitlines()
    note.write_text("\n".join([*lines[:7], "starting"]) + "\n")
    assert not cluster.is_running()
    cluster.stop()
    assert not note.exists()
    cluster.start()


def test_two_that_start_it_at_once_get_the_same_server(cluster: Cluster) -> None:
    cluster.stop()
    code = "import sys, pathlib, gis.cluster as c; print(c.new_cluster(pathlib.Path(sys.argv[1])).start())"
    both = [
        subprocess.Popen([sys.executable, "-c", code, str(cluster.home)], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert {process.communicate()[0].strip() for process in both} == {cluster.url()}


def test_lost_passwords_are_said(cluster: Cluster) -> None:
    kept = (cluster.home / "database.json").read_text()
    try:
        (cluster.home / "database.json").write_text("{")
        with pytest.raises(DothiError, match="E-DB-08"):
            cluster.start()
    finally:
        (cluster.home / "database.json").write_text(kept)


def test_data_of_a_postgresql_that_is_gone_is_said(cluster: Cluster) -> None:
    version = location.find(cluster.home) / "data" / "PG_VERSION"
    kept = version.read_text()
    cluster.stop()
    try:
        version.write_text("9\n")
        with pytest.raises(DothiError, match="E-DB-02"):
            cluster.start()
    finally:
        version.write_text(kept)
        cluster.start()


def test_a_damaged_server_is_said_in_its_own_words(cluster: Cluster) -> None:
    configuration = location.find(cluster.home) / "data" / "postgresql.auto.conf"
    cluster.stop()
    kept = configuration.read_text()
    try:
        configuration.write_text("max_connections = 'many'\n")
        with pytest.raises(DothiError, match=r"E-DB-03.*max_connections|E-DB-03.*configuration"):
            cluster.start()
    finally:
        configuration.write_text(kept)
        cluster.start()


@pytest.mark.skipif(not AS_ROOT, reason="only root's server runs as somebody else")
def test_under_a_private_folder_the_data_lies_where_the_server_reaches_it(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    home, moved, copy = tmp_path / "home", tmp_path / "moved", tmp_path / "copy"
    home.mkdir()
    cluster = Cluster(home)
    try:
        url = cluster.start()
        directory = location.find(home)
        assert directory is not None
        assert directory.parent == location.ELSEWHERE
        assert (home / location.NOTE).read_text() == str(directory)
        assert ask(url, "SELECT 1") == 1
        cluster.stop()
        shutil.copytree(home, copy)
        assert location.find(copy) is None, "a copy must not run on the original's data"
        home.rename(moved)
        assert location.find(moved) == directory, "a moved tree keeps its data"
    finally:
        Cluster(moved if moved.exists() else home).remove()
    assert not directory.exists()
