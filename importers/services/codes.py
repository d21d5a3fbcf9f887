"""A column of codes beside its list: what the list holds, what it would write otherwise, and what it doesn't know.

Nothing is lost: what isn't recognised is kept as it came. Each distinct value is looked up once.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from django.utils import timezone

from gis.errors import Finding, Severity
from layers.catalog.description import FieldDescription
from layers.codes.queries import resolver
from layers.codes.resolving import Resolution, Standing

NAMED_VALUES = 12
NAMED_FIDS = 20
_FINDINGS = {
    Standing.UNKNOWN: ("W-CODE-01", Severity.WARNING),
    Standing.ENDED: ("W-CODE-02", Severity.WARNING),
    Standing.RESPELT: ("N-CODE-01", Severity.NOTE),
}
Listed: TypeAlias = tuple[pa.Array, pa.Array, list[Finding]]


def as_listed(field: FieldDescription, source: str, values: pa.Array, fids: pa.Array) -> Listed:
    """The column as the field's list of today writes it; which values that changes; and what was found.

    Raises:
        NotFound: E-CODE-01 the field's list isn't there.
    """
    encoded = pc.dictionary_encode(values)
    written: Sequence[str] = encoded.dictionary.to_pylist()
    day = timezone.localdate()
    codes = resolver(field.code_list, day)
    seen = [codes.resolve(value) for value in written]
    indices = pc.fill_null(encoded.indices, len(written))
    counts = np.bincount(indices.to_numpy(zero_copy_only=False), minlength=len(written) + 1)
    findings = []
    for standing, (code, severity) in _FINDINGS.items():
        chosen = [number for number, one in enumerate(seen) if one.standing is standing]
        if chosen:
            chosen.sort(key=lambda number: -counts[number])
            said = {
                "field": source,
                "list": field.code_list,
                "day": day,
                "values": _said(chosen, written, seen, counts),
            }
            named = fids.filter(_are(seen, standing, indices)).slice(0, NAMED_FIDS).to_pylist()
            findings.append(Finding(code, severity, int(counts[chosen].sum()), said, named))
    respelt = _are(seen, Standing.RESPELT, indices)
    if not respelt.true_count:
        return values, respelt, findings
    return pa.array([*(one.value for one in seen), None], pa.string()).take(indices), respelt, findings


def _are(seen: Sequence[Resolution], standing: Standing, indices: pa.Array) -> pa.Array:
    return pa.array([*(one.standing is standing for one in seen), False], pa.bool_()).take(indices)


def _said(
    chosen: Sequence[int], written: Sequence[str], seen: Sequence[Resolution], counts: npt.NDArray[np.int64]
) -> str:
    """ABC (3), DEF (1); what was written otherwise with how: "Đất ở tại đô thị" → ODT (12)."""
    words = []
    for number in chosen[:NAMED_VALUES]:
        given = written[number] if len(written[number]) <= 60 else f"{written[number][:60]}…"
        became = f" → {seen[number].value}" if seen[number].standing is Standing.RESPELT else ""
        words.append(f"{given}{became} ({counts[number]})")
    return ", ".join(words) + (f", … ({len(chosen)})" if len(chosen) > NAMED_VALUES else "")
