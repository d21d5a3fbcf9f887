"""Backup and restore: a backup is whole or not there, and a restore that fails changes nothing."""

import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gis.cli.command_line import CommandLine


@pytest.fixture(scope="module", autouse=True)
def database(processes: CommandLine) -> Iterator[None]:
    processes.run("db", "start")
    processes.run("shell", "-c", "1")  # migrates
    processes.run("db", "psql", "-qc", "CREATE TABLE town (name text, place geometry(Point, 4326))")
    sql(processes, "INSERT INTO town VALUES ('Biên Hòa', 'SRID=4326;POINT(106.8 10.9)'), (E'two\\nlines \\\\.', NULL)")
    yield
    processes.run("db", "stop")


@pytest.fixture
def dump(processes: CommandLine, tmp_path: Path) -> Path:
    processes.run("backup", tmp_path / "town.dump")
    return tmp_path / "town.dump"


def sql(processes: CommandLine, statement: str) -> str:
    return processes.run("db", "psql", "-Atqc", statement).strip()


def test_what_was_lost_comes_back(processes: CommandLine, dump: Path) -> None:
    before = sql(processes, "SELECT md5(string_agg(name || ST_AsText(place), '' ORDER BY name)) FROM town")
    sql(processes, "DELETE FROM town")
    report = processes.json("restore", dump)
    assert report["tables"] > 5
    assert report["rows"] > 2
    assert sql(processes, "SELECT count(*) FROM town") == "2"
    assert sql(processes, "SELECT md5(string_agg(name || ST_AsText(place), '' ORDER BY name)) FROM town") == before


def test_a_restore_leaves_no_second_database(processes: CommandLine, dump: Path) -> None:
    processes.run("restore", dump)
    names = "SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database WHERE NOT datistemplate"
    assert sql(processes, names) == "dothi postgres"


def test_events_that_the_backup_lacks_are_kept(processes: CommandLine, dump: Path) -> None:
    head = processes.json("audit", "verify")["head"]
    processes.run("layers", "create", "--template", "trees", "--name", "newer_than_the_backup")
    report = processes.json("restore", dump)
    kept = Path(report["audit_events_kept_in"])
    assert '"newer_than_the_backup"' in kept.read_text(encoding="utf-8")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    restored = processes.json("audit", "list", "--action", "database.restored")["events"][0]
    assert (restored["subject"], restored["details"]["kept_in"]) == (dump.name, kept.name)
    assert processes.json("audit", "list", "--layer", "newer_than_the_backup")["events"] == []
    assert processes.json("audit", "verify")["damages"] == []
    assert processes.json("audit", "verify", "--head", head, code=1)["damages"][0]["code"] == "E-AUDIT-07"
    processes.run("backup", dump.with_name("again.dump"))
    assert processes.json("audit", "list", "--action", "database.backed_up")["events"][0]["subject"] == "again.dump"


def test_the_pinned_systems_come_back(processes: CommandLine, dump: Path) -> None:
    twins = "SELECT count(*) FROM spatial_ref_sys WHERE auth_name = 'DOTHI'"
    before = sql(processes, twins)
    processes.run("restore", dump)
    assert sql(processes, twins) == before != "0"


def test_a_backup_is_for_its_owner_only(dump: Path) -> None:
    assert stat.S_IMODE(dump.stat().st_mode) == 0o600


def test_any_pg_restore_reads_it(dump: Path) -> None:
    listed = subprocess.run(["pg_restore", "--list", dump], capture_output=True, text=True, check=True).stdout
    assert "TABLE DATA public town" in listed


def test_a_file_that_is_there_is_kept(processes: CommandLine, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    assert processes.refusal("backup", precious).startswith("E-BACKUP-01 ")
    assert precious.read_text() == "mine"
    processes.run("backup", "--force", precious)
    assert precious.read_bytes().startswith(b"PGDMP")


def test_a_backup_into_nowhere_is_refused(processes: CommandLine, tmp_path: Path) -> None:
    assert processes.refusal("backup", tmp_path / "no" / "such" / "folder").startswith("E-BACKUP-03 ")
    assert not list(tmp_path.iterdir())


def junk(path: Path, dump: Path) -> None:
    path.write_text("<html>not found</html>")


def empty(path: Path, dump: Path) -> None:
    path.touch()


def cut_off_in_its_contents(path: Path, dump: Path) -> None:
    path.write_bytes(dump.read_bytes()[:200])


def cut_off_in_its_data(path: Path, dump: Path) -> None:
    path.write_bytes(dump.read_bytes()[:-300])


def folder(path: Path, dump: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (junk, "E-BACKUP-02"),
        (empty, "E-BACKUP-02"),
        (cut_off_in_its_contents, "E-BACKUP-02"),
        (cut_off_in_its_data, "E-BACKUP-04"),
        (folder, "E-FILE-01"),
        (lambda path, dump: None, "E-FILE-01"),
    ],
)
def test_what_is_no_whole_backup_is_refused(processes: CommandLine, dump: Path, tmp_path: Path, make, code) -> None:
    wrong = tmp_path / "wrong"
    make(wrong, dump)
    assert processes.refusal("restore", wrong).startswith(f"{code} ")
    assert sql(processes, "SELECT count(*) FROM town") == "2"
    names = "SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database WHERE NOT datistemplate"
    assert sql(processes, names) == "dothi postgres"
