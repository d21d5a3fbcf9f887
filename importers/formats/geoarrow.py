"""Geometry columns of GeoParquet as WKB: well-known binary as it is, native encodings (GeoArrow 0.2) built anew."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from importers.formats.contract import damaged

_DEPTHS = {"point": 0, "linestring": 1, "multipoint": 1, "polygon": 2, "multilinestring": 2, "multipolygon": 3}


def as_wkb(column: pa.Array, encoding: str, path: Path) -> tuple[pa.Array, int]:
    """WKB of every row, and how many rows could not be built. Raises FileRefused E-FILE-03: no such encoding."""
    if encoding.upper() == "WKB":
        if not (pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type)):
            said = f"cột hình học có kiểu {column.type}, không phải nhị phân"
            raise damaged(path, f"its geometry column is of type {column.type}, not binary", said)
        return column.cast(pa.binary()), 0
    if encoding not in _DEPTHS:
        said = f"hình học được mã hóa theo cách lạ {encoding[:40]}"
        raise damaged(path, f"its geometry has the unknown encoding {encoding[:40]}", said)
    try:
        return _built(column, encoding)
    except (AttributeError, IndexError, TypeError, ValueError) as error:
        said = f"cột hình học không theo cách mã hóa {encoding}"
        raise damaged(path, f"its geometry column isn't built as the encoding {encoding} says", said) from error


def _built(column: pa.Array, encoding: str) -> tuple[pa.Array, int]:
    import shapely

    present = column.drop_null()
    levels, inner = [], present
    for _ in range(_DEPTHS[encoding]):
        levels.append((inner.offsets.to_numpy() - inner.offsets[0].as_py()).astype(np.int64))
        inner = inner.flatten()
    coordinates = _coordinates(inner)
    kind = shapely.GeometryType[encoding.upper()]
    if not len(present):
        return pa.nulls(len(column), pa.binary()), 0
    shapes = shapely.from_ragged_array(kind, coordinates, tuple(reversed(levels)) or None)
    wkb = np.empty(len(column), dtype=object)
    wkb[column.is_valid().to_numpy(zero_copy_only=False)] = shapely.to_wkb(shapes, byte_order=1)
    built = pa.array(wkb, pa.binary())
    return built, built.null_count - column.null_count


def _coordinates(column: pa.Array) -> npt.NDArray[Any]:
    """One row a vertex: a structure of x, y (z), or fixed lists of them."""
    if pa.types.is_struct(column.type):
        names = [field.name for field in column.type if field.name in ("x", "y", "z")]
        return np.column_stack([column.field(name).to_numpy(zero_copy_only=False) for name in names])
    size = column.type.list_size
    flat: npt.NDArray[Any] = column.flatten().to_numpy(zero_copy_only=False).reshape(-1, size)
    return flat[:, :3]
