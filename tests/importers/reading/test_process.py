"""The child process: its limits, its crashes, and that it leaves nothing behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gis.errors import FileRefused
from importers.reading import process
from importers.reading.limits import ReadLimits, setting_of
from importers.reading.process import read
from importers.reading.spool import SpoolFolder, remove_abandoned


@pytest.fixture(scope="module")
def many_rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lon") / "nhieu.csv"
    path.write_text("ten,x,y\n" + "Đường Nguyễn Tất Thành,410000,1209000\n" * 400_000, "utf-8")
    return path


def test_spool_is_removed_on_close(rotterdam: Path, tmp_path: Path) -> None:
    with read(rotterdam, spool_dir=tmp_path) as spool:
        kept = spool.column("KAD_ADRES")
        assert spool.path.is_relative_to(tmp_path)
    assert not list(tmp_path.iterdir())
    assert kept.to_pylist()[0] == "4-AH-569", "an array outlives the file it was mapped from"


def test_progress_rises_to_the_count(many_rows: Path, tmp_path: Path) -> None:
    seen: list[int] = []
    with read(many_rows, spool_dir=tmp_path, on_progress=seen.append) as spool:
        assert seen == sorted(seen)
        assert seen[-1] == spool.count == 400_000
        assert max(len(batch) for batch in spool.batches()) <= 65_536


@pytest.mark.parametrize(
    ("limits", "setting"),
    [
        (ReadLimits(memory_mb=200), "memory_mb"),
        (ReadLimits(spool_mb=1), "spool_mb"),
        (ReadLimits(wall_seconds=0), "wall_seconds"),
    ],
)
def test_a_limit_is_one_coded_answer(limits: ReadLimits, setting: str, many_rows: Path, tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        read(many_rows, spool_dir=tmp_path, limits=limits)
    assert refused.value.code == "E-FILE-05"
    assert setting_of(setting) in str(refused.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "SIGSEGV"),
        ("import os; os.abort()", "SIGABRT"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "processor time"),
        ("import sys; sys.exit(3)", "status 3"),
        ("import sys; sys.stdin.read(); raise RuntimeError('x')", "status 1"),
        ("import time; time.sleep(60)", "longer than 1 s"),
    ],
)
def test_a_crash_is_one_coded_answer(
    program: str, reason: str, rotterdam: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_COMMAND", (sys.executable, "-c", program))
    with pytest.raises(FileRefused) as refused:
        read(rotterdam, spool_dir=tmp_path, limits=ReadLimits(wall_seconds=1 if "sleep" in program else 60))
    assert refused.value.code == "E-FILE-05"
    assert reason in str(refused.value)
    assert not list(tmp_path.iterdir())


def _readers() -> list[str]:
    """Command lines of this process's children that read files; others may have been started by other tests."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    lines = [Path(f"/proc/{child}/cmdline").read_text() for child in children if Path(f"/proc/{child}").exists()]
    return [line for line in lines if "importers.reading.child" in line]


def test_cancelling_ends_the_child(many_rows: Path, tmp_path: Path) -> None:
    def cancel(rows: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(many_rows, spool_dir=tmp_path, on_progress=cancel)
    assert not list(tmp_path.iterdir())
    assert not _readers()


def test_what_a_killed_parent_left_is_swept(rotterdam: Path, tmp_path: Path) -> None:
    program = (
        "import sys, time; from importers.reading.process import read; "
        f"spool = read({str(rotterdam)!r}, spool_dir={str(tmp_path)!r}); print('ready', flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=process._ROOT)
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"ready\n"
    assert remove_abandoned(tmp_path) == 0, "a living process keeps its spool"
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    own = SpoolFolder(tmp_path)
    assert remove_abandoned(tmp_path) == 1
    assert list(tmp_path.iterdir()) == [own.path]
    own.remove()


def test_no_secret_reaches_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgis://user:secret@server/db")
    assert not any("secret" in value for value in process._environment().values())


def test_limits_from_the_environment() -> None:
    given = {"DOTHI_READ_MEMORY_MB": "512", "DOTHI_READ_SPOOL_MB": "much", "DOTHI_READ_WALL_SECONDS": "0"}
    assert ReadLimits.from_environment(given) == ReadLimits(memory_mb=512)


def test_start_up_is_light(rotterdam: Path, tmp_path: Path) -> None:
    """Half a second on an idle machine; what it loads is what costs."""
    program = (
        "import sys; from importers.reading import child; child._load_pyogrio_lightly(); "
        "from importers import registry; print(*[m for m in ('pandas', 'geopandas', 'pyproj', 'django', 'shapely') "
        "if m in sys.modules])"
    )
    command = [sys.executable, "-c", program]
    loaded = subprocess.run(command, capture_output=True, text=True, cwd=process._ROOT, check=True)
    assert loaded.stdout.split() == []
