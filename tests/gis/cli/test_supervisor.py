"""The supervisor: vital programs all or none, others again and again with growing pauses, none left behind."""

import os
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from gis.cli import supervisor
from gis.cli.serving import job_workers
from gis.cli.supervisor import LONGEST_PAUSE, SETTLED, Child, Supervisor
from gis.errors import DothiError


@pytest.fixture(autouse=True)
def _logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "LOGS", tmp_path)


def child(name: str, code: str, *, vital: bool) -> Child:
    return Child(name, [sys.executable, "-c", code], vital=vital)


def wait_for_end(one: Child) -> int:
    assert one.process is not None
    return one.process.wait(10)


SLEEP = "import time; time.sleep(60)"


def test_when_a_vital_one_ends_all_end() -> None:
    web, worker = child("web", "import sys; sys.exit(3)", vital=True), child("jobs-1", SLEEP, vital=False)
    supervised = Supervisor([web, worker])
    supervised.start()
    with pytest.raises(DothiError, match=r"E-SERVE-02 web ended by itself \(exit 3\)"):
        supervised.watch()
    supervised.stop()
    assert wait_for_end(worker) == -signal.SIGTERM


def test_the_others_begin_once_the_vital_ones_are_ready() -> None:
    web, worker = child("web", SLEEP, vital=True), child("jobs-1", SLEEP, vital=False)
    supervised, asked = Supervisor([worker, web]), []

    def ready() -> bool:
        asked.append(worker.process)
        return web.process is not None and len(asked) > 2

    supervised.start(ready)
    assert asked == [None, None, None]
    assert worker.process is not None
    supervised.stop()


def test_another_one_that_was_killed_is_started_again(capsys: pytest.CaptureFixture[str]) -> None:
    web, worker = child("web", SLEEP, vital=True), child("jobs-1", SLEEP, vital=False)
    supervised = Supervisor([web, worker])
    supervised.start()
    assert worker.process is not None
    first = worker.process.pid
    os.kill(first, signal.SIGKILL)
    wait_for_end(worker)
    supervised.demand_all_alive()
    assert worker.process.pid != first
    assert worker.process.poll() is None
    assert "jobs-1" in (said := capsys.readouterr().err) and "SIGKILL" in said
    supervised.stop()


@pytest.mark.parametrize(("code", "said"), [(0, False), (1, True)])
def test_one_that_makes_way_for_a_fresh_one_is_no_trouble(
    capsys: pytest.CaptureFixture[str], code: int, said: bool
) -> None:
    worker = child("jobs-1", f"import sys; sys.exit({code})", vital=False)
    worker.start()
    wait_for_end(worker)
    Supervisor([worker]).demand_all_alive()
    assert ("jobs-1" in capsys.readouterr().err) == said
    wait_for_end(worker)


def test_pauses_grow_while_starts_fail_and_are_forgotten_after_a_long_life(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the program's clock in hand: how long until each next start."""
    now = [1000.0]
    monkeypatch.setattr(supervisor.time, "monotonic", lambda: now[0])
    starts: list[float] = []
    worker = child("jobs-1", "", vital=False)
    monkeypatch.setattr(Child, "start", lambda self: (starts.append(now[0]), setattr(self, "began", now[0]))[0])
    worker.start()
    for _ in range(1000):
        now[0] += 0.1
        worker.restart(1)
    pauses = [round(later - earlier, 1) for earlier, later in pairwise(starts)]
    assert pauses[0] == 0.1
    assert pauses[1:6] == pytest.approx([1.0, 2.0, 4.0, 8.0, 16.0], abs=0.2)
    assert max(pauses) == pytest.approx(LONGEST_PAUSE, abs=0.2)
    now[0] += SETTLED + 1
    worker.restart(1)
    assert starts[-1] == now[0]


def test_none_outlives_a_supervisor_that_was_killed(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from gis.cli import supervisor\n"
        f"supervisor.LOGS = Path({str(tmp_path)!r})\n"
        f"children = [supervisor.Child(n, [sys.executable, '-c', {SLEEP!r}], vital=False) for n in ('a', 'b')]\n"
        "one = supervisor.Supervisor(children); one.start()\n"
        "print(*(child.process.pid for child in children), flush=True); time.sleep(60)"
    )
    master = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert master.stdout is not None
    pids = [int(word) for word in master.stdout.readline().split()]
    master.kill()
    master.wait()
    deadline = time.monotonic() + 10
    while any(_lives(pid) for pid in pids):
        assert time.monotonic() < deadline, pids
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("said", "count"), [(None, 2), ("", 2), ("0", 0), ("1", 1), ("5", 5), ("-1", 2), ("many", 2), ("²", 2)]
)
def test_how_many_workers(monkeypatch: pytest.MonkeyPatch, said: str | None, count: int) -> None:
    if said is None:
        monkeypatch.delenv("DOTHI_JOB_WORKERS", raising=False)
    else:
        monkeypatch.setenv("DOTHI_JOB_WORKERS", said)
    workers = job_workers()
    assert [worker.name for worker in workers] == [f"jobs-{n + 1}" for n in range(count)]
    assert not any(worker.vital for worker in workers)


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
