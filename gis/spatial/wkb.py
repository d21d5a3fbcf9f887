"""Well-known binary of whole columns: what it holds, read from its first bytes, and its way into PostGIS.

No geometry is made: changing a header costs a hundredth of what building and writing the geometry would.
"""

import struct

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from gis.spatial.kinds import GeometryKind

EWKB_Z = 0x8000_0000
EWKB_SRID = 0x2000_0000
HEADER_BYTES = 5
"""The byte order and the type code."""

_SINGLE = {GeometryKind.POINT: 1, GeometryKind.LINE: 2, GeometryKind.POLYGON: 3}
_MULTI = {GeometryKind.POINT: 4, GeometryKind.LINE: 5, GeometryKind.POLYGON: 6}


def type_codes(wkb: pa.Array) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.bool_]]:
    """The type code of each value, in either byte order, and which are little-endian; no value may be null."""
    offsets = np.frombuffer(wkb.buffers()[1], np.int32)[wkb.offset : wkb.offset + len(wkb)]
    if not len(offsets):
        return np.zeros(0, np.uint32), np.zeros(0, np.bool_)
    data = np.frombuffer(wkb.buffers()[2], np.uint8)
    little = data[offsets] == 1
    octets = data[offsets[:, None] + np.arange(1, HEADER_BYTES)].astype(np.uint32)
    shifts = np.array([0, 8, 16, 24], np.uint32)
    codes = np.where(little, (octets << shifts).sum(1), (octets << shifts[::-1]).sum(1)).astype(np.uint32)
    return codes, little


def is_storable(wkb: pa.Array, kind: GeometryKind) -> npt.NDArray[np.bool_]:
    """Which values `as_ewkb` takes as they are: little-endian, without heights or SRID, of the kind's own types."""
    storable = np.zeros(len(wkb), dtype=bool)
    present = wkb.is_valid().to_numpy(zero_copy_only=False)
    codes, little = type_codes(wkb.drop_null() if wkb.null_count else wkb)
    fits = codes == _SINGLE[kind]
    if kind is not GeometryKind.POINT:  # a point is stored single
        fits |= codes == _MULTI[kind]
    storable[present] = fits & little
    return storable


def as_ewkb(wkb: pa.Array, kind: GeometryKind, srid: int) -> pa.Array:
    """Storable WKB as PostGIS reads it into a column of the kind's storage type and the SRID.

    A lone line or polygon becomes a collection of one by a header before it.
    """
    codes, _ = type_codes(wkb)
    lone = codes == _SINGLE[kind]
    if kind is GeometryKind.POINT:
        return pc.binary_replace_slice(wkb, 0, HEADER_BYTES, _header(_SINGLE[kind], srid))
    many = _header(_MULTI[kind], srid)
    if lone.all():
        return _prefixed(wkb, many + struct.pack("<I", 1))
    collections = pc.binary_replace_slice(wkb, 0, HEADER_BYTES, many)
    return pc.if_else(pa.array(lone), _prefixed(wkb, many + struct.pack("<I", 1)), collections)


def _header(code: int, srid: int) -> bytes:
    return struct.pack("<BII", 1, code | EWKB_SRID, srid)


def _prefixed(wkb: pa.Array, prefix: bytes) -> pa.Array:
    return pc.binary_join_element_wise(pa.scalar(prefix), wkb, pa.scalar(b""))
