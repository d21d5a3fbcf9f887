"""A layer's key names one feature: the same key twice is one number too few, or one delivery too many."""

from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from importers.checks.case import Case, Rule, Subject
from layers.checks.queries import SEPARATOR


def find(subject: Subject, tolerance: float) -> Iterable[Case]:
    """Complete keys alone: where a part is missing nobody can tell."""
    return repeated(subject, subject.layer.key_fields, [subject.columns.get(n) for n in subject.layer.key_fields])


def repeated(subject: Subject, fields: Sequence[str], columns: Sequence[pa.ChunkedArray | None]) -> Iterable[Case]:
    """One case for each text that stands twice: in the file, or there and in the layer. The first in the file may stay,
    where none stands in the layer."""
    if any(column is None for column in columns):
        return
    encoded = pc.dictionary_encode(joined_keys(columns))
    known = encoded.dictionary
    index = pc.fill_null(encoded.indices, len(known)).to_numpy(zero_copy_only=False)
    counts = np.bincount(index, minlength=len(known) + 1)[: len(known)]
    standing = subject.standing.keyed(fields, known)
    there = pc.is_in(known, pa.array(list(standing), known.type)).to_numpy(zero_copy_only=False)
    twice = np.flatnonzero((counts > 1) | there)
    if not len(twice):
        return
    order = np.argsort(index, kind="stable")
    starts = np.searchsorted(index[order], twice, side="left")
    ends = np.searchsorted(index[order], twice, side="right")
    for number, start, end in zip(twice.tolist(), starts, ends, strict=True):
        key = known[number].as_py()
        rows, ids = tuple(order[start:end].tolist()), standing.get(key, ())
        said = {"key": key.replace(SEPARATOR, " · "), "fields": list(fields)}
        yield Case(rows, ids=ids, values=said, out=rows if ids else rows[1:])


def joined_keys(columns: Sequence[pa.ChunkedArray | None]) -> pa.Array:
    """A key as one text a row, null where a part of it is: as the layer's own are compared."""
    parts = [pc.cast(column, pa.string()) for column in columns]
    joined = pc.binary_join_element_wise(*parts, SEPARATOR) if len(parts) > 1 else parts[0]
    whole = joined.combine_chunks()
    return whole if isinstance(whole, pa.Array) else pa.concat_arrays(whole.chunks)


RULE = Rule("repeated_key", find=find, columns=lambda layer: layer.key_fields)
