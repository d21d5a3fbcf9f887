"""From a reader's batches to an Arrow IPC file, counting on the way what the geometries are.

Runs inside the child, so it imports little: kinds and dimensions are read from the first five bytes of each WKB.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from gis.spatial.curves import looks_geographic, straightened
from gis.spatial.wkb import EWKB_Z, type_codes
from importers.formats.contract import GEOMETRY, Source
from importers.reading.description import SourceDescription
from importers.reading.marks import marks_in_rows, refuse_marked_source

_KINDS = {
    0: "geometry",
    1: "point",
    2: "linestring",
    3: "polygon",
    4: "multipoint",
    5: "multilinestring",
    6: "multipolygon",
    7: "geometrycollection",
    8: "circularstring",
    9: "compoundcurve",
    10: "curvepolygon",
    11: "multicurve",
    12: "multisurface",
    15: "polyhedralsurface",
    16: "tin",
    17: "triangle",
}
_EWKB_FLAGS = 0xE000_0000


def write(
    source: Source, spool: Path, format_name: str, path: Path, on_rows: Callable[[int], None]
) -> SourceDescription:
    """Write every batch, report the rows so far after each, and describe what was there.

    Raises:
        FileRefused: E-FILE-10 the file carries a secrecy mark.
    """
    refuse_marked_source(source, path)
    refuse_marked = marks_in_rows(source.schema, path)
    kinds: Counter[str] = Counter()
    rows, has_z, west_south, east_north = 0, False, np.full(2, np.inf), np.full(2, -np.inf)
    measured = source.bounds is None
    # Hashing takes as long as reading, and lets go of the GIL.
    with ThreadPoolExecutor(1) as beside:
        hashed = beside.submit(digest, source.parts)
        with pa.OSFile(str(spool), "wb") as sink, pa.ipc.new_file(sink, source.schema) as writer:
            for batch in source.batches:
                batch = _straight(_valid_text(batch), source)
                refuse_marked(batch)
                found, z = geometry_kinds(batch.column(GEOMETRY))
                kinds.update(found)
                has_z = has_z or z
                if measured:
                    _widen(west_south, east_north, batch.column(GEOMETRY))
                writer.write_batch(batch)
                rows += len(batch)
                on_rows(rows)
    if measured and np.isfinite(west_south).all():
        source.bounds = (float(west_south[0]), float(west_south[1]), float(east_north[0]), float(east_north[1]))
    return _describe(source, format_name, path, rows, dict(kinds), has_z, hashed.result())


def _straight(batch: pa.RecordBatch, source: Source) -> pa.RecordBatch:
    """Curves as lines of many points: nothing after this knows curves."""
    position = batch.schema.get_field_index(GEOMETRY)
    wkb, changed = straightened(batch.column(position), degrees=looks_geographic(source.crs))
    source.linearised += changed
    return batch.set_column(position, batch.schema.field(position), wkb) if changed else batch


def geometry_kinds(wkb: pa.Array) -> tuple[dict[str, int], bool]:
    """Counts by kind, `none` for null, and whether any has a height; both EWKB and ISO WKB codes are known."""
    counts: dict[str, int] = {"none": wkb.null_count} if wkb.null_count else {}
    present = wkb.drop_null() if wkb.null_count else wkb
    codes, _ = type_codes(present)
    types, numbers = np.unique(codes, return_counts=True)
    has_z = False
    for code, number in zip(types.tolist(), numbers.tolist(), strict=True):
        bare = code & ~_EWKB_FLAGS
        has_z = has_z or bool(code & EWKB_Z) or bare // 1000 in (1, 3)
        kind = _KINDS.get(bare % 1000, "geometry")
        counts[kind] = counts.get(kind, 0) + number
    return counts, has_z


def digest(parts: Sequence[Path]) -> tuple[str, int]:
    """SHA-256 and size of a file; of several parts, the hash of their lines `suffix sha256` in order of suffix.
    Where suffixes repeat (the tables of a file geodatabase) the line has the name instead."""
    hashes, size = {}, 0
    suffixes = [part.suffix.lower() for part in parts]
    for part, suffix in zip(parts, suffixes, strict=True):
        with part.open("rb") as file:
            name = suffix if suffixes.count(suffix) == 1 else part.name
            hashes[name] = hashlib.file_digest(file, "sha256").hexdigest()
        size += part.stat().st_size
    if len(hashes) == 1:
        return next(iter(hashes.values())), size
    lines = "".join(f"{suffix} {value}\n" for suffix, value in sorted(hashes.items()))
    return hashlib.sha256(lines.encode()).hexdigest(), size


def _describe(
    source: Source,
    format_name: str,
    path: Path,
    rows: int,
    kinds: dict[str, int],
    has_z: bool,
    hashed: tuple[str, int],
) -> SourceDescription:
    code = source.crs.removeprefix("EPSG:") if source.crs else ""
    sha256, size = hashed
    return SourceDescription(
        format=source.format or format_name,
        layer=source.layer,
        crs=source.crs,
        crs_epsg=int(code) if code.isdigit() else None,
        crs_stated=source.crs_stated,
        geometry_kinds=kinds,
        has_z=has_z,
        encoding_hint=source.encoding_hint,
        fields=[(field.name, str(field.type)) for field in list(source.schema)[2:]],
        feature_count=rows,
        bounds=source.bounds,
        file_name=path.name,
        sha256=sha256,
        size=size,
        unreadable_geometries=source.unreadable_geometries,
        linearised=source.linearised,
        remarks=dict(source.remarks),
    )


def _valid_text(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Text that a UTF-8 container holds in other bytes becomes those bytes as ISO-8859-1, and never invalid UTF-8."""
    columns = []
    for column in batch.columns:
        if pa.types.is_string(column.type) and not _is_utf8(column):
            column = pa.array([_decoded(v) for v in column.cast(pa.binary()).to_pylist()], pa.string())
        columns.append(column)
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema)


def _is_utf8(column: pa.Array) -> bool:
    try:
        column.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _decoded(value: bytes | None) -> str | None:
    if value is None:
        return None
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _widen(west_south: np.ndarray[Any, Any], east_north: np.ndarray[Any, Any], wkb: pa.Array) -> None:
    import shapely

    boxes = shapely.bounds(shapely.from_wkb(wkb.to_numpy(zero_copy_only=False), on_invalid="fix"))
    boxes = boxes[np.isfinite(boxes).all(axis=1)]
    if len(boxes):
        np.minimum(west_south, boxes[:, :2].min(axis=0), out=west_south)
        np.maximum(east_north, boxes[:, 2:].max(axis=0), out=east_north)
