"""What every reader promises.

A reader opens a `ReadRequest` as a context manager and yields a `Source`: facts about the file, and record
batches of one schema: `fid` (int64), `geometry` (WKB, nulls allowed), then the file's own columns in their order.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from gis.errors import FileRefused

FID, GEOMETRY = "fid", "geometry"
BATCH_ROWS = 16_384

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class ReadRequest:
    """One file to read; `stage` is an empty directory for links and mended parts, never the file's own folder.

    `placeless`: a table that says no places is wanted all the same; they are found afterwards."""

    path: Path
    stage: Path
    layer: str | None = None
    encoding: str | None = None
    placeless: bool = False
    batch_rows: int = BATCH_ROWS
    most_unpacked_bytes: int = 4 << 30


@dataclass
class Source:
    """An open file. `bounds` may become known only once all batches were taken. `names` are those of all its layers,
    `notes` what it says of itself in words, `format` that of a file inside a container, by its registry name; `remarks`
    counts by code what the reader noticed, known once all was taken."""

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
    remarks: dict[str, int] = field(default_factory=dict)
    format: str | None = None
    linearised: int = 0


@dataclass(frozen=True)
class Held:
    """A layer that a file holds, and the number of its features where that is known without reading them."""

    name: str
    count: int | None = None


Reader = Callable[[ReadRequest], AbstractContextManager[Source]]


@dataclass(frozen=True)
class Format:
    """One entry of the registry. `recognises` looks at the content; `suffixes` only serve help and file dialogs.

    `layers` lists what a file holds, for formats that can hold several; the request's stage is used up by it. `aside`
    are the formats of lists that often lie beside the data they belong to: in a folder or an archive they count only
    where nothing else is, and only with their usual suffixes. `is_folder` says that its data are folders, not files.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    recognises: Callable[[Path], bool]
    read: Reader
    layers: Callable[[ReadRequest], list[Held]] | None = None
    aside: bool = False
    is_folder: bool = False


def damaged(path: Path, reason: str, reason_vi: str) -> FileRefused:
    """E-FILE-03: the file is of its format but not whole."""
    return FileRefused("E-FILE-03", name=path.name, reason=reason, reason_vi=reason_vi)


def unreadable(what: str, error: Exception) -> tuple[str, str]:
    """The reason of a text that a parser gave up on, in English and in Vietnamese."""
    said = str(error)[:150]
    return f"its {what} can't be read ({said})", f"không đọc được {what} ({said})"


def empty(path: Path) -> FileRefused:
    """E-FILE-04: the file is whole and holds no features."""
    return FileRefused("E-FILE-04", name=path.name)


def choose(request: ReadRequest, held: Sequence[Held]) -> str:
    """The layer asked for, otherwise the only one that isn't empty.

    Raises:
        FileRefused: E-FILE-07 no such layer, E-FILE-06 several have features, E-FILE-11 none of several has any,
            E-FILE-04 there is none, or one without features.
    """
    name = request.path.name
    if request.layer is not None and held:
        if request.layer not in [layer.name for layer in held]:
            raise FileRefused("E-FILE-07", name=name, layer=request.layer, layers=listed(held))
        return request.layer
    filled = [layer for layer in held if layer.count != 0]
    if not filled:
        raise FileRefused("E-FILE-11", name=name, layers=listed(held)) if len(held) > 1 else empty(request.path)
    if len(filled) > 1:
        raise FileRefused("E-FILE-06", name=name, layers=listed(filled))
    return filled[0].name


def listed(held: Sequence[Held], most: int = 200) -> str:
    """Names for a sentence; after `most` of them only how many more there are."""
    names = ", ".join(layer.name for layer in held[:most])
    return f"{names}, … (+{len(held) - most})" if len(held) > most else names


def all_of(path: Path, batches: Iterator[pa.RecordBatch], expected: int | None) -> Iterator[pa.RecordBatch]:
    """The batches; E-FILE-03 where fewer rows came than the file says: GDAL may end its stream at a damaged place
    without a word (1,236 of 2,193 rows came of a GeoPackage with a hole)."""
    rows = 0
    for batch in batches:
        rows += len(batch)
        yield batch
    if expected is not None and rows != expected:
        said = f"chỉ đọc được {rows} trong {expected} dòng"
        raise damaged(path, f"only {rows} of its {expected} rows can be read", said)


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
