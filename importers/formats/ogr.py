"""The one place where GDAL opens a file: its Arrow stream, renamed and ordered as `contract.Source` promises.

pyogrio is loaded on first use; whoever wants a light start-up loads it beforehand (see importers.reading.child).
"""

import json
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

from importers.formats.contract import FID, GEOMETRY, Held, ReadRequest, Source, damaged, unique_names

_GEOMETRY_FALLBACK = "wkb_geometry"


@contextmanager
def stream(
    request: ReadRequest,
    file: Path,
    *,
    layer: str | None,
    parts: tuple[Path, ...],
    encoding: str | None = None,
    config: Mapping[str, Any] | None = None,
    extent: bool = True,
    without: tuple[str, ...] = (),
) -> Iterator[Source]:
    """Open `file` (the request's own or its staged stand-in) with GDAL and yield it as a Source.

    `config` holds for this reading only. `extent` asks GDAL for the bounds: free where the format stores them, a second
    parse of the whole file where it doesn't. `without` are columns that the driver makes up. Every failure of GDAL, at
    opening or in the middle of the stream, becomes E-FILE-03: recognition has already said that the content is of the
    format.
    """
    import pyogrio
    from pyogrio.raw import open_arrow

    with configured(config or {}):
        with _wrapped(request.path):
            info = pyogrio.read_info(file, layer=layer, encoding=encoding, force_total_bounds=True) if extent else {}
            opened = open_arrow(
                file,
                layer=layer,
                encoding=encoding,
                batch_size=request.batch_rows,
                use_pyarrow=True,
                return_fids=True,
            )
            meta, reader = opened.__enter__()
        try:
            order, names = _columns(reader.schema, meta, without)
            schema = _schema(reader.schema, order, names)
            yield Source(
                layer=layer or request.path.stem,
                schema=schema,
                batches=_batches(request.path, reader, order, schema),
                parts=parts,
                crs=_crs(meta["crs"]),
                crs_stated=_crs(meta["crs"]) is not None,
                bounds=_bounds(info.get("total_bounds")),
            )
        finally:
            opened.__exit__(None, None, None)


@contextmanager
def configured(config: Mapping[str, Any]) -> Iterator[None]:
    """GDAL's configuration options for a while."""
    import pyogrio

    before = {key: pyogrio.get_gdal_config_option(key) for key in config}
    pyogrio.set_gdal_config_options(dict(config))
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options(before)


def layer_names(path: Path, original: Path) -> list[str]:
    """Names of the layers that hold geometry."""
    import pyogrio

    with _wrapped(original):
        return [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]


def counted_layers(path: Path, original: Path, *, by_reading: bool = False) -> list[Held]:
    """The same with their numbers of features; `by_reading` the whole file, where the format doesn't tell."""
    import pyogrio

    held = []
    for name in layer_names(path, original):
        with _wrapped(original):
            count = int(pyogrio.read_info(path, layer=name, force_feature_count=by_reading)["features"])
        held.append(Held(name, count if count >= 0 else None))
    return held


@contextmanager
def _wrapped(path: Path) -> Iterator[None]:
    """GDAL's and Arrow's own errors become E-FILE-03; running out of memory or disk passes through."""
    from pyogrio.errors import CRSError, DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError

    gdal = (CRSError, DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError)
    try:
        yield
    except MemoryError:
        raise
    except (*gdal, pa.ArrowException, UnicodeDecodeError) as error:
        if "bad_alloc" in str(error):
            raise MemoryError from error
        raise damaged(path, f"GDAL says: {_brief(error)}", f"GDAL báo: {_brief(error)}") from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise damaged(path, f"GDAL says: {_brief(error)}", f"GDAL báo: {_brief(error)}") from error


def _brief(error: Exception) -> str:
    """The first line of an error; it may name staged paths, whose folders are left out."""
    line = (str(error).splitlines() or [type(error).__name__])[0]
    return " ".join(word.rsplit("/", 1)[-1] if "/" in word else word for word in line.split()).rstrip(".;: ")[:200]


def _columns(schema: pa.Schema, meta: Mapping[str, Any], without: tuple[str, ...]) -> tuple[list[int], list[str]]:
    """Positions of fid, geometry and then the attributes in GDAL's stream, and the names they get."""
    geometry_name = meta["geometry_name"] or _GEOMETRY_FALLBACK
    fid_at = schema.get_all_field_indices(meta["fid_column"])[0]
    geometry_at = next((i for i in range(len(schema)) if _is_geometry(schema.field(i))), -1)
    if geometry_at < 0:
        geometry_at = (schema.get_all_field_indices(geometry_name) or [-1])[-1]
    attributes = [
        i
        for i, field in enumerate(schema)
        if i not in (fid_at, geometry_at) and not _is_geometry(field) and field.name not in without
    ]
    return [fid_at, geometry_at, *attributes], unique_names([schema.field(i).name for i in attributes])


def _is_geometry(field: pa.Field) -> bool:
    """Whether GDAL marks it so; of a feature with several geometries (INSPIRE's reference points) the first counts."""
    return (field.metadata or {}).get(b"ARROW:extension:name") is not None


def _crs(said: str | None) -> str | None:
    """What the file says, unless it only says that it doesn't know (a local system: MapInfo's non-earth)."""
    return None if said is None or said.startswith(("LOCAL_CS", "ENGCRS", "ENGINEERINGCRS")) else said


def _schema(schema: pa.Schema, order: list[int], names: list[str]) -> pa.Schema:
    fields = [pa.field(FID, pa.int64()), pa.field(GEOMETRY, pa.binary())]
    for position, name in zip(order[2:], names, strict=True):
        fields.append(pa.field(name, _plain(schema.field(position).type)))
    return pa.schema(fields)


def _plain(kind: pa.DataType) -> pa.DataType:
    """The type a column gets: of coded values, the code as the file stores it; of a list, its values as JSON."""
    if pa.types.is_dictionary(kind):
        return kind.index_type
    return pa.string() if pa.types.is_nested(kind) else kind


def _as(column: pa.Array, kind: pa.DataType) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.indices
    elif pa.types.is_nested(column.type):
        return as_json(column)
    return column.cast(kind)


def as_json(column: pa.Array) -> pa.Array:
    """Lists and structures as JSON text; a list of one is that one."""
    texts = []
    for value in column.to_pylist():
        lone = value[0] if isinstance(value, list) and len(value) == 1 else value
        plain = lone is None or isinstance(lone, str)
        texts.append(lone if plain else json.dumps(lone, ensure_ascii=False, default=str))
    return pa.array(texts, pa.string())


def _batches(path: Path, reader: Any, order: list[int], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    while True:
        with _wrapped(path):
            try:
                batch = reader.read_next_batch()
            except StopIteration:
                return
        columns = [batch.column(i) if i >= 0 else pa.nulls(len(batch), pa.binary()) for i in order]
        yield pa.RecordBatch.from_arrays([_as(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)


def _bounds(total: Any) -> tuple[float, float, float, float] | None:
    if total is None or not all(math.isfinite(v) for v in total):
        return None
    west, south, east, north = (float(v) for v in total)
    return (west, south, east, north)
