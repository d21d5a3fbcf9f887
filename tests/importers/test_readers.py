"""Readers see the old layer or the new one and nothing between, whatever is done to it; and they never wait for it."""

import threading
import time
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from importers.services import ImportRequest, Mode, import_files, undo_import
from layers.features.authority import OPERATOR
from layers.features.services import Absent
from tests.importers.services.files import geopackage, squares

COUNT = 6_000
LONGEST_WAIT = 1.0
"""Seconds: what a busy machine takes by itself. An import of this size takes several."""


def load(path: Path, mode: Mode, **options: Any) -> int:
    (report,) = import_files([ImportRequest(path, "parcels", by=OPERATOR, mode=mode, **options)])
    assert report.run is not None
    return report.run


def seen_meanwhile(url: str, work: Any) -> tuple[list[tuple[int, int]], float]:
    """What readers saw in turn while the work was done (features, and those of another land use), and their longest
    wait."""
    seen: list[tuple[int, int]] = []
    longest, done = [0.0], threading.Event()

    def read() -> None:
        reader = psycopg2.connect(url)
        reader.autocommit = True
        cursor = reader.cursor()
        while not done.is_set():
            began = time.monotonic()
            cursor.execute("SELECT count(*), count(*) FILTER (WHERE loai_dat = 'CLN') FROM feature.parcels")
            longest[0] = max(longest[0], time.monotonic() - began)
            found = cursor.fetchone()
            if found is not None and found not in seen[-1:]:
                seen.append(found)
        reader.close()

    thread = threading.Thread(target=read)
    thread.start()
    try:
        work()
        time.sleep(0.2)
    finally:
        done.set()
        thread.join()
    return seen, longest[0]


@pytest.mark.parametrize("mode", [Mode.UPDATE, Mode.REPLACE])
def test_the_old_or_the_new(own_database: str, tmp_path: Path, mode: Mode) -> None:
    first = geopackage(tmp_path, squares(COUNT, SOTO=1, SOTHUA=range(COUNT), LOAIDAT="ODT"), "a")
    frame = squares(COUNT + 10, SOTO=1, SOTHUA=range(COUNT + 10), LOAIDAT="CLN").drop(index=range(100))
    second = geopackage(tmp_path, frame, "b")
    load(first, Mode.NEW)
    runs: list[int] = []
    options = {"absent": Absent.RETIRE} if mode is Mode.UPDATE else {}
    seen, longest = seen_meanwhile(own_database, lambda: runs.append(load(second, mode, **options)))
    assert seen == [(COUNT, 0), (COUNT - 90, COUNT - 90)]
    assert longest < LONGEST_WAIT
    seen, longest = seen_meanwhile(own_database, lambda: undo_import(runs[0], by=OPERATOR))
    assert seen == [(COUNT - 90, COUNT - 90), (COUNT, 0)]
    assert longest < LONGEST_WAIT
