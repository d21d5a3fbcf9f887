"""What lies in a watched folder, and its way through `working` to `done` or `refused`.

A delivery is one source with its parts. Each step is a rename inside the folder's own file system, so that a process
that is killed leaves either the one or the other; `.delivery.json`, written last, says that a delivery is whole.
"""

import json
import os
import shutil
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from importers.uploads.names import parts_of, sources_among

PRESET = "dothi-import.toml"
WORKING, DONE, REFUSED = "working", "done", "refused"
_NOTE, REPORT = ".delivery.json", "dothi-report.json"
_UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart", ".partial")


@dataclass(frozen=True)
class Waiting:
    """A source that lies in the folder. `state` changes while any of its parts does."""

    source: str
    files: tuple[str, ...]
    state: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Delivery:
    """One that was taken: its files lie in a folder of their own, whose name is its id."""

    id: UUID
    folder: Path
    files: tuple[str, ...]

    @property
    def path(self) -> Path:
        """The source, to be read."""
        return self.folder / self.files[0]


def waiting(folder: Path) -> list[Waiting]:
    """Sources in the folder. Links are left alone: they lead to files that nobody put here; so is what is hidden, and
    what a program is still writing under another name."""
    facts = {}
    for entry in os.scandir(folder):
        name = entry.name
        if name in (PRESET, REPORT) or name.startswith((".", "~")) or name.lower().endswith(_UNFINISHED):
            continue
        found = entry.stat(follow_symlinks=False)
        if stat.S_ISREG(found.st_mode):
            facts[name] = (name, found.st_size, found.st_mtime_ns)
    names = sorted(facts)
    out = []
    for source in sources_among(names):
        files = (source, *parts_of(source, names))
        out.append(Waiting(source, files, tuple(facts[name] for name in files)))
    return out


def take(folder: Path, found: Waiting) -> Delivery:
    """Move it to `working`, part by part."""
    number = uuid4()
    delivery = Delivery(number, folder / WORKING / str(number), found.files)
    delivery.folder.mkdir(parents=True)
    for name in found.files:
        (folder / name).rename(delivery.folder / name)
    _write(delivery.folder / _NOTE, {"files": list(found.files), "taken_at": time.strftime("%Y-%m-%dT%H:%M:%S%z")})
    return delivery


def taken(folder: Path) -> Iterator[Delivery]:
    """Those at work. One that was not taken whole goes back to where it came from."""
    for inside in sorted((folder / WORKING).glob("*-*-*-*-*")):
        try:
            files = tuple(json.loads((inside / _NOTE).read_text())["files"])
        except (OSError, ValueError, KeyError):
            for part in inside.iterdir():
                if part.name != _NOTE and not (folder / part.name).exists():
                    part.rename(folder / part.name)
            shutil.rmtree(inside)
            continue
        yield Delivery(UUID(inside.name), inside, files)


def put_away(folder: Path, delivery: Delivery, *, done: bool, report: dict[str, Any]) -> Path:
    """With its report beside it; where it lies then."""
    _write(delivery.folder / REPORT, report)
    place = folder / (DONE if done else REFUSED)
    place.mkdir(exist_ok=True)
    name = f"{time.strftime('%Y-%m-%d %H%M%S')} {delivery.path.stem}"
    target, number = place / name, 1
    while target.exists():
        number += 1
        target = place / f"{name} ({number})"
    delivery.folder.rename(target)
    (target / _NOTE).unlink(missing_ok=True)
    return target


def _write(path: Path, document: dict[str, Any]) -> None:
    """Whole or not at all."""
    half = path.with_suffix(".half")
    half.write_text(json.dumps(document, ensure_ascii=False, indent=1, default=str), encoding="utf-8")
    half.rename(path)
