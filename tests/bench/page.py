"""docs/reference/benchmarks.md: one section a part, each of one run, with its day and machine."""

import re
from collections.abc import Mapping
from datetime import date

from gis.setup.places import ROOT

PAGE = ROOT / "docs" / "reference" / "benchmarks.md"
TITLES = {"import": "Importing", "read": "Reading", "access": "What rights cost", "limits": "Limits"}


def keep(tables: Mapping[str, str], machine: str) -> None:
    """Write the tables of these parts; the other parts stay as they are."""
    sections = _kept()
    for part, table in tables.items():
        sections[part] = f"Measured on {date.today():%Y-%m-%d} in one run on one machine ({machine}).\n\n{table}"
    parts = "\n\n".join(f"## {title}\n{sections[part]}" for part, title in TITLES.items() if part in sections)
    PAGE.write_text(f"{HEAD}\n{parts}\n\n{NOTES}")


def _kept() -> dict[str, str]:
    text = PAGE.read_text() if PAGE.exists() else ""
    found = re.findall(r"^## ([^\n]+)\n(.*?)\n(?=\n## |\Z)", text, flags=re.MULTILINE | re.DOTALL)
    parts = {title: part for part, title in TITLES.items()}
    return {parts[title]: body.strip("\n") for title, body in found if title in parts}


HEAD = """# Benchmarks

Measured by `./dothi bench --keep`: 302,500 parcels in VN-2000 / TM-3 108°30' (`tests/bench/make_parcels.py`), wrk with 8
connections. Rates are per second; what counts is the ratio, ours / peer, for absolute figures differ from machine to
machine.
"""
NOTES = """## What the rows mean
- The peers serve one table with a GiST index in EPSG:4326 and needn't transform; ours transforms from VN-2000.
- *bare pipeline*: read, validate, COPY, insert, spatial index. *ready to serve*: every column, index, trigger,
  history, commune and catalog entry.
- *with history*: into a layer that has its triggers, beside the same load with them off.
- Rows with a limit stand for the slowest answer of all that were asked; a ratio of 1 or more holds the limit.
- *memory* is the greatest resident memory of a worker, libraries among it; the note says what is its own.
- *tipg* uses our cluster, which is set up for a map server; *tipg, PostgreSQL's own settings* has JIT and parallel
  workers as PostgreSQL brings them.
- *PostgreSQL itself* is pgbench with 8 clients on the very statements that we send for 120 boxes: the limit line.
"""
