"""A column of codes beside its list: what the list holds, what it would write otherwise, and what it doesn't know.

Nothing is lost: what isn't recognised is kept as it came. A code that ended becomes the one that followed it, where
the list says one alone. Each distinct value is looked up once.
"""

from collections.abc import Sequence, Set
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
    "W-CODE-01": Severity.WARNING,
    "W-CODE-02": Severity.WARNING,
    "N-CODE-01": Severity.NOTE,
    "N-CODE-02": Severity.NOTE,
}
_STRANGE = {"W-CODE-01", "W-CODE-02"}
Listed: TypeAlias = tuple[pa.Array, pa.Array, list[Finding], list[tuple[str, int]]]


def as_listed(field: FieldDescription, source: str, values: pa.Array, fids: pa.Array) -> Listed:
    """The column as the field's list of today writes it; which values that changes; what was found; and the values
    that mean nothing today, the most frequent first, with how often each stands there.

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
    said_of = [_code_of(one) for one in seen]
    findings = []
    for code, severity in _FINDINGS.items():
        chosen = [number for number, one in enumerate(said_of) if one == code]
        if chosen:
            chosen.sort(key=lambda number: -counts[number])
            said = {
                "field": source,
                "list": field.code_list,
                "day": day,
                "values": _said(chosen, written, seen, counts),
            }
            named = fids.filter(_are(said_of, {code}, indices)).slice(0, NAMED_FIDS).to_pylist()
            findings.append(Finding(code, severity, int(counts[chosen].sum()), said, named))
    strange = [number for number, one in enumerate(said_of) if one in _STRANGE]
    strange.sort(key=lambda number: -counts[number])
    unlisted = [(written[number], int(counts[number])) for number in strange]
    rewritten = _are(said_of, {"N-CODE-01", "N-CODE-02"}, indices)
    if not rewritten.true_count:
        return values, rewritten, findings, unlisted
    listed = pa.array([*(one.now or one.value for one in seen), None], pa.string()).take(indices)
    return listed, rewritten, findings, unlisted


def _code_of(one: Resolution) -> str | None:
    """What is said of a value: nothing where it is as the list writes it."""
    match one.standing:
        case Standing.KNOWN:
            return None
        case Standing.UNKNOWN:
            return "W-CODE-01"
        case Standing.ENDED:
            return "W-CODE-02" if one.now is None else "N-CODE-02"
        case Standing.RESPELT:
            return "N-CODE-01"


def _are(said_of: Sequence[str | None], codes: Set[str], indices: pa.Array) -> pa.Array:
    return pa.array([*(one in codes for one in said_of), False], pa.bool_()).take(indices)


def _said(
    chosen: Sequence[int], written: Sequence[str], seen: Sequence[Resolution], counts: npt.NDArray[np.int64]
) -> str:
    """ABC (3), DEF (1); what was written otherwise with how: "Đất ở tại đô thị" → ODT (12)."""
    words = []
    for number in chosen[:NAMED_VALUES]:
        given = written[number] if len(written[number]) <= 60 else f"{written[number][:60]}…"
        now = seen[number].now or (seen[number].value if seen[number].standing is Standing.RESPELT else None)
        became = f" → {now}" if now else ""
        words.append(f"{given}{became} ({counts[number]})")
    return ", ".join(words) + (f", … ({len(chosen)})" if len(chosen) > NAMED_VALUES else "")
