"""What every reader promises.

A reader opens a `ReadRequest` as a context manager and yields a `Source`: facts about the file, and record
batches of one schema: `fid` (int64), `geometry` (WKB, nulls allowed), then the file's own columns in their order.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from gis.errors import FileRefused

FID, GEOMETRY = "fid", "geometry"
BATCH_ROWS = 16_384

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class ReadRequest:
    """One file to read; `stage` is an empty directory for links and mended parts, never the file's own folder."""

    path: Path
    stage: Path
    layer: str | None = None
    encoding: str | None = None
    batch_rows: int = BATCH_ROWS


@dataclass
class Source:
    """An open file. `bounds` may become known only once all batches were taken. `names` are those of all its layers,
    `notes` what it says of itself in words."""

    layer: str
    schema: pa.Schema
    batches: Iterator[pa.RecordBatch]
    parts: tuple[Path, ...]
    crs: str | None = None
    crs_stated: bool = False
    encoding_hint: str | None = None
    bounds: Bounds | None = None
    unreadable_geometries: int = 0
    names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


Reader = Callable[[ReadRequest], AbstractContextManager[Source]]


@dataclass(frozen=True)
class Format:
    """One entry of the registry. `recognises` looks at the content; `suffixes` only serve help and file dialogs."""

    name: str
    title: str
    suffixes: tuple[str, ...]
    recognises: Callable[[Path], bool]
    read: Reader


def damaged(path: Path, reason: str) -> FileRefused:
    """E-FILE-03: the file is of its format but not whole."""
    return FileRefused("E-FILE-03", name=path.name, reason=reason)


def empty(path: Path) -> FileRefused:
    """E-FILE-04: the file is whole and holds no features."""
    return FileRefused("E-FILE-04", name=path.name)


def unique_names(names: list[str], taken: tuple[str, ...] = (FID, GEOMETRY)) -> list[str]:
    """The names as they are, except that a repeated or reserved one gets the first free `_2`, `_3` …"""
    used, out = set(taken), []
    for name in names:
        base = candidate = name or "column"
        number = 2
        while candidate in used:
            candidate = f"{base}_{number}"
            number += 1
        used.add(candidate)
        out.append(candidate)
    return out
