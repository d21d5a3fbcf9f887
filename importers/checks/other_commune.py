"""The commune that a feature states is the one where it lies: today's, or a former one that went into it.

Codes are of the era of the survey, and nearly all of today's were another commune's before July 2025. So a stated code
fits where any era's commune of that code has its ground in the commune that was found by the geometry.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from importers.checks.case import Case, Numbers, RowCases, Rule, Subject
from layers.administration.queries.communes import commune_at_survey

FIELD = "ma_xa"


def find(subject: Subject, tolerance: float) -> RowCases | Iterable[Case]:
    column = subject.columns.get(FIELD)
    if column is None or subject.communes is None:
        return []
    (stated, first), (found, second) = _encoded(column), _encoded(subject.communes)
    both = np.flatnonzero((first < len(stated)) & (second < len(found)))
    pairs = first[both] * np.int64(len(found)) + second[both]
    wrong = [
        pair
        for pair in np.unique(pairs).tolist()
        if not _fits(stated[pair // len(found)].strip(), found[pair % len(found)])
    ]

    def said(row: int) -> dict[str, Any]:
        return {"stated": stated[first[row]], "found": found[second[row]], "fields": [FIELD]}

    return RowCases(both[np.isin(pairs, wrong)], said)


def _fits(stated: str, found: str) -> bool:
    return stated == found or commune_at_survey(stated, found) is not None


def _encoded(column: pa.ChunkedArray) -> tuple[list[str], Numbers]:
    """The distinct values, and which of them each row has: beyond the last where it has none."""
    encoded = pc.dictionary_encode(column).unify_dictionaries()
    values = encoded.chunk(0).dictionary.to_pylist() if encoded.num_chunks else []
    indices = [pc.fill_null(chunk.indices, len(values)).to_numpy(zero_copy_only=False) for chunk in encoded.chunks]
    return values, np.concatenate([np.zeros(0, np.int64), *indices]).astype(np.int64)


RULE = Rule("other_commune", find=find, columns=lambda layer: (FIELD,))
