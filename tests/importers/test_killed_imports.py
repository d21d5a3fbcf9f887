"""kill -9 at any moment of `./dothi import`: the layer is the old or the new one, its run says which, and it can be
done again with the same words. Nothing is left in the way of the next."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from psycopg2 import sql

from tests.gis.cli.command_line import CommandLine
from tests.importers.services.files import geopackage, squares

FEATURES = 4_000
MOMENTS = {"fast": 3, "long": 50}
SEED = 20261125


class Ground:
    """A city of its own, with one layer in its first state and files that make another of it."""

    def __init__(self, commands: CommandLine, folder: Path) -> None:
        self.commands = commands
        self.url: str = commands.json("status")["database_url"]
        count = FEATURES
        self.first = geopackage(folder, squares(count, SOTO=1, SOTHUA=range(count), LOAIDAT="ODT"), "first")
        changed = squares(count + 50, SOTO=1, SOTHUA=range(count + 50), LOAIDAT=["CLN", "ODT"] * (count // 2 + 25))
        self.second = geopackage(folder, changed.drop(index=range(100)), "second")

    def words(self, mode: str, layer: str) -> list[Any]:
        known = ["--template", "parcels"] if mode == "new" else []
        absent = ["--absent", "retire"] if mode == "update" else []
        return ["import", self.second, "--layer", layer, "--mode", mode, *known, *absent]

    def ask(self, statement: str | sql.Composable, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg2.connect(self.url) as connection, connection.cursor() as cursor:
            cursor.execute(statement, values)
            found = cursor.fetchall()
        connection.close()
        return found

    def layer(self, name: str) -> list[tuple[Any, ...]] | None:
        """All that is said of its features, and None where there is no such layer."""
        if self.ask("SELECT to_regclass(%s)", f"feature.{name}") == [(None,)]:
            return None
        rows = sql.SQL("SELECT so_thua, loai_dat, geom FROM {} ORDER BY so_thua").format(
            sql.Identifier("feature", name)
        )
        return self.ask(rows)

    def wait_until_gone(self) -> None:
        """Until the killed process's session is gone too: a server notices with its next answer."""
        deadline = time.monotonic() + 30
        while self.ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM"
                       " pg_database WHERE datname = current_database()) AND classid = 5395790")[0][0]:  # fmt: skip
            assert time.monotonic() < deadline
            time.sleep(0.02)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    folder = tmp_path_factory.mktemp("killed")
    commands = CommandLine(folder / "var")
    with served(commands):
        yield Ground(commands, folder)


@contextmanager
def served(commands: CommandLine) -> Iterator[None]:
    process = commands.serve()
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


@pytest.mark.parametrize("extent", ["fast", pytest.param("long", marks=[pytest.mark.long, pytest.mark.timeout(3600)])])
def test_the_old_or_the_new_layer(ground: Ground, extent: str) -> None:
    chance = random.Random(SEED)  # noqa: S311  # moments, not secrets
    took = {mode: _undisturbed(ground, mode, f"{extent}_{mode}") for mode in ("new", "update", "replace")}
    killed = 0
    for number in range(MOMENTS[extent]):
        mode = ("update", "replace", "new")[number % 3]
        layer = f"{extent}_{number}"
        if mode != "new":
            ground.commands.run("import", ground.first, "--layer", layer, "--template", "parcels")
        before, wanted = ground.layer(layer), ground.layer(f"{extent}_{mode}")
        killed += _killed(ground, ground.words(mode, layer), layer, took[mode] * chance.uniform(0.0, 1.05))
        found = ground.layer(layer)
        assert found in (before, wanted), (mode, number)
        runs = ground.commands.json("runs", "list", "--layer", layer)["runs"]
        assert all(run["state"] != "running" for run in runs)
        last = runs[0] if len(runs) > (mode != "new") else None
        assert (found == wanted) == (last is not None and last["state"] == "loaded"), (mode, number, last)
        _nothing_is_left(ground)
        if last is not None and last["state"] == "refused":
            assert [finding["code"] for finding in last["findings"]] == ["E-RUN-04"]
            ground.commands.run("runs", "resume", str(last["id"]))
        elif found == before:  # killed before its run began
            ground.commands.run(*ground.words(mode, layer))
        assert ground.layer(layer) == wanted, (mode, number)
    assert killed > MOMENTS[extent] / 3, "too few moments were before the end"


def _undisturbed(ground: Ground, mode: str, layer: str) -> float:
    """What the layer becomes where nothing happens; the seconds from the opening of its run to the end."""
    if mode != "new":
        ground.commands.run("import", ground.first, "--layer", layer, "--template", "parcels")
    ground.commands.run(*ground.words(mode, layer))
    took = "SELECT extract(epoch FROM ended_at - started_at)::float FROM catalog_importrun WHERE layer_name = %s"
    return float(ground.ask(f"{took} ORDER BY id DESC LIMIT 1", layer)[0][0])


def _killed(ground: Ground, words: list[Any], layer: str, after: float) -> bool:
    """Kill the command so many seconds after its run was opened; whether it was still at it."""
    count = "SELECT count(*) FROM catalog_importrun WHERE layer_name = %s"
    before = ground.ask(count, layer)
    process = subprocess.Popen(
        [sys.executable, "-m", "gis.cli", *map(str, words)],
        env=ground.commands.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while ground.ask(count, layer) == before and process.poll() is None:
        time.sleep(0.01)
    try:
        return process.wait(after) is None
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    finally:
        ground.wait_until_gone()


def _nothing_is_left(ground: Ground) -> None:
    """Once `runs list` has looked: no folder of a reading, no temporary table."""
    for _ in range(100):
        if not list((ground.commands.var / "spool").glob("dothi-read-*")):
            break
        time.sleep(0.05)  # the reader's own child dies a moment after its parent
        ground.commands.run("runs", "list")
    assert not list((ground.commands.var / "spool").glob("dothi-read-*"))
    kept = "SELECT relname FROM pg_class WHERE relpersistence = 't' AND relname ~ '^(staged_|feature_match|feature_ch|rest_)'"
    assert ground.ask(kept) == []
