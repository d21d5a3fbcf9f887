"""`serve`: one at a time, found by `status`, and gone without a trace after a signal."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from gis import __version__
from gis.cli import serving
from tests.gis.cli.command_line import CommandLine, end


@pytest.fixture(scope="module")
def taken() -> Iterator[int]:
    """A port that somebody else has."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


@pytest.fixture(scope="module")
def served(processes: CommandLine, taken: int) -> Iterator["subprocess.Popen[str]"]:
    process = processes.serve(taken)
    yield process
    if process.poll() is None:
        end(process, signal.SIGTERM)


@pytest.mark.usefixtures("served")
def test_status_says_where(processes: CommandLine, taken: int) -> None:
    found = processes.json("status")
    assert list(found) == ["running", "url", "ogc_url", "database_url", "version"]
    assert found["running"] is True
    assert found["url"] != f"http://localhost:{taken}"
    assert found["ogc_url"] == f"{found['url']}/ogc/"
    assert found["database_url"].startswith("postgresql://dothi:")
    assert found["version"] == __version__


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("path", ["/", "/ogc/"])
def test_it_answers(processes: CommandLine, path: str) -> None:
    with urllib.request.urlopen(processes.json("status")["url"] + path) as answer:
        assert answer.status == 200


def test_a_second_one_says_where_the_first_is(processes: CommandLine, served: "subprocess.Popen[str]") -> None:
    refused = processes.refusal("serve")
    assert refused.startswith(f"E-SERVE-01 It is already running at {processes.json('status')['url']}.")
    assert f"(process {served.pid})" in refused


@pytest.mark.usefixtures("served")
def test_the_database_is_not_stopped_under_it(processes: CommandLine) -> None:
    assert processes.refusal("db", "stop").startswith("E-DB-09 ")
    processes.run("db", "psql", "-c", "SELECT 1")
    assert processes.json("status")["running"]


@pytest.mark.usefixtures("served")
def test_it_is_not_replaced_while_served(processes: CommandLine, tmp_path: Path) -> None:
    processes.run("backup", tmp_path / "b.dump")
    assert processes.refusal("restore", tmp_path / "b.dump").startswith("E-BACKUP-06 ")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_all_of_it(
    processes: CommandLine, served: "subprocess.Popen[str]", number: signal.Signals
) -> None:
    process = served if served.poll() is None else processes.serve()
    code, said = end(process, number)
    assert code == 0
    assert "Traceback" not in said
    assert processes.json("status", code=1)["database_url"] is None
    assert not (processes.var / "serve.json").exists()
    assert not _processes_of(processes.var)


def test_kill_9_leaves_nothing_that_stands_in_the_way(processes: CommandLine) -> None:
    process = processes.serve()
    end(process, signal.SIGKILL)
    assert processes.json("status", code=1)["running"] is False
    again = processes.serve()
    assert end(again, signal.SIGINT)[0] == 0
    assert not _left_of(processes.var)


def test_a_web_server_that_dies_ends_it_with_a_word_and_leaves_nothing(processes: CommandLine) -> None:
    process = processes.serve()
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)
    said = process.communicate(timeout=30)[1]
    assert process.returncode == 1
    assert "E-SERVE-02 web ended by itself (SIGKILL)." in said
    assert not _left_of(processes.var)


def _left_of(var: Path, within: float = 12.0) -> list[str]:
    """What still lives after the time that a web server whose parent died gives its workers."""
    deadline = time.monotonic() + within
    while (left := _processes_of(var)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left


def _processes_of(var: Path) -> list[str]:
    """The command lines of living processes that name the folder, or have it in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words, environment = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
        except OSError:
            continue
        if words and (str(var).encode() in words or f"DOTHI_VAR={var}".encode() in environment):
            found.append(words.replace(b"\0", b" ").decode())
    return found


def test_the_note_of_one_that_was_killed_is_not_the_next_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whose web server answers still while the next one starts."""
    monkeypatch.setattr(serving, "LOCK", tmp_path / "lock")
    monkeypatch.setattr(serving, "NOTE", tmp_path / "note.json")
    with socket.create_server(("127.0.0.1", 0)) as still_answers:
        port = still_answers.getsockname()[1]
        left = serving.Serving(1, f"http://localhost:{port}", port)
        (tmp_path / "note.json").write_text(json.dumps(asdict(left)))
        with serving._only_one():
            assert serving.current() is None
