"""PostgreSQL's own rate for our best statement on our own table: what no server above it can pass.

The statement is the product's, as psycopg2 sends it for one box, with the box's corners drawn by pgbench from a list
of boxes prepared beforehand, so that each run asks for another place.
"""

import json
import random
import re
import subprocess
import tempfile
from pathlib import Path

from gis import cluster
from tests.bench import ground

BOXES = 120  # pgbench takes 128 scripts at most
WEST, SOUTH, WIDTH = 107.675, 11.985, 0.09

CAPTURE = """
import django; django.setup()
import json, sys
from django.db import connection, reset_queries
from layers.access.queries import public_view
from layers.features.queries import ItemsQuery, read_items
description = public_view().layer("parcels")
connection.force_debug_cursor = True
said = []
for box in json.loads(sys.argv[1]):
    reset_queries()
    read_items(description, ItemsQuery(limit=100, bbox=tuple(box)))
    said.append(connection.queries[-1]["sql"])
print(json.dumps(said))
"""


def postgresql_rate(url: str, box: float, seconds: int) -> float:
    """Statements a second with 8 clients of pgbench."""
    rng = random.Random(42)  # noqa: S311  # places on a map
    room = max(WIDTH - box, 0.001)
    boxes = []
    for _ in range(BOXES):
        x, y = WEST + rng.random() * room, SOUTH + rng.random() * room
        boxes.append([round(v, 5) for v in (x, y, x + box, y + box)])
    statements = json.loads(ground.python(["-c", CAPTURE, json.dumps(boxes)], url))
    with tempfile.TemporaryDirectory() as folder:
        words: list[str | Path] = []
        for number, statement in enumerate(statements):
            script = Path(folder) / f"{number}.sql"
            script.write_text(statement.replace("\n", " ") + ";\n")
            words += ["-f", script]
        done = subprocess.run(
            [_pgbench(), "-n", "-c", "8", "-j", "1", "-T", str(seconds), *words, url],
            env={"PGOPTIONS": "-c max_parallel_workers_per_gather=0 -c jit=off", "PATH": "/usr/bin:/bin"},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-800:])
    return float(re.search(r"tps = ([\d.]+)", done.stdout)[1])  # type: ignore[index]


def _pgbench() -> Path:
    return cluster.programs() / "pgbench"
