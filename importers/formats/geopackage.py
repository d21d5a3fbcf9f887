"""GeoPackage (OGC 12-128r19): an SQLite database whose application id is GPKG, GP10 or GP11, or one with its tables."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from importers.formats import ogr
from importers.formats.content import head
from importers.formats.contract import Format, Held, ReadRequest, Source, all_of, choose, damaged
from importers.formats.staging import copy_of, stand_in

LONGEST_NOTE = 100_000
_TAG = re.compile(r"<[^>]*>")
_MAGIC = b"SQLite format 3\x00"
_APPLICATION_IDS = (b"GPKG", b"GP10", b"GP11")


def recognises(path: Path) -> bool:
    """By the application id (clause 1.1.1.1.1) or, as some programs leave it out, by the table gpkg_contents."""
    data = head(path)
    return data.startswith(_MAGIC) and (data[68:72] in _APPLICATION_IDS or b"gpkg_contents" in data)


@contextmanager
def read(request: ReadRequest) -> Iterator[Source]:
    """Read one layer: the named one, or the only one that has geometry (otherwise E-FILE-06)."""
    _refuse_truncated(request.path)
    file, parts = _staged(request)
    names = ogr.layer_names(file, request.path)
    layer = choose(request, [Held(name) for name in names])
    expected = _count(request.path, file, layer)
    with ogr.stream(request, file, layer=layer, parts=parts) as source:
        source.batches = all_of(request.path, source.batches, expected)
        source.names, source.notes = _said(file, names)
        yield source


def _said(file: Path, layers: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names and identifiers of its layers, their descriptions (clause 1.1.3) and the metadata extension's texts."""
    found: dict[str, list[str]] = {}
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        for column, table in (
            ("identifier", "gpkg_contents"), ("description", "gpkg_contents"), ("metadata", "gpkg_metadata"),
        ):  # fmt: skip
            with suppress(sqlite3.DatabaseError):  # neither has to be there
                rows = connection.execute(f"SELECT {column} FROM {table}")  # noqa: S608 - the constants above
                found[column] = [str(row[0])[:LONGEST_NOTE] for row in rows if row[0]]
    texts = [part for text in found.get("metadata", ()) for part in _TAG.split(text)]
    return (*layers, *found.get("identifier", ())), (*found.get("description", ()), *texts)


def _count(path: Path, file: Path, layer: str) -> int | None:
    """How many rows SQLite itself finds; None where only GDAL could tell (a view with functions of its own)."""
    quoted = layer.replace('"', '""')
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return int(connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0])  # noqa: S608 - quoted
    except sqlite3.OperationalError:
        return None
    except sqlite3.DatabaseError as error:
        raise damaged(path, f"SQLite says: {error}", f"SQLite báo: {error}") from error


def _refuse_truncated(path: Path) -> None:
    """Compare the page count of the header (SQLite file format, 1.3) with the size; it counts where 24 equals 92."""
    data, size = head(path, 100), path.stat().st_size
    if len(data) < 100:
        raise damaged(
            path, f"it ends inside its header, after {size} bytes", f"kết thúc giữa phần đầu, sau {size} byte"
        )
    page = int.from_bytes(data[16:18], "big")
    page = 65_536 if page == 1 else page
    pages = int.from_bytes(data[28:32], "big")
    if data[24:28] == data[92:96] and size < page * pages:
        raise damaged(
            path,
            f"its header promises {page * pages} bytes, {size} are there",
            f"phần đầu ghi {page * pages} byte nhưng chỉ có {size}",
        )


def _staged(request: ReadRequest) -> tuple[Path, tuple[Path, ...]]:
    """A link; a copy with its log where the database is in write-ahead mode, which can't be read without writing."""
    path, staged = request.path, request.stage / "source.gpkg"
    log = path.with_name(path.name + "-wal")
    if head(path, 20)[18:20] != b"\x02\x02":
        return stand_in(path, staged), (path,)
    copy_of(path, staged)
    if not log.exists():
        return staged, (path,)
    copy_of(log, staged.with_name(staged.name + "-wal"))
    return staged, (path, log)


def layers(request: ReadRequest) -> list[Held]:
    """The layers that have geometry, with SQLite's own counts."""
    _refuse_truncated(request.path)
    file, _ = _staged(request)
    return [Held(name, _count(request.path, file, name)) for name in ogr.layer_names(file, request.path)]


FORMAT = Format("geopackage", "GeoPackage", (".gpkg",), recognises, read, layers)
