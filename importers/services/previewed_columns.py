"""The columns of a read file with some of their values, as they stand in the file and as they would be read."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from importers.normalise.encoding import decode
from importers.reading.spool import Spool
from importers.services.columns import AS_IT_IS, ColumnPlan

EXAMPLES, LONGEST = 5, 120
"""Values shown of a column, and characters of each."""
UNLISTED, LONGEST_UNLISTED = 100, 200
"""Values shown that a list doesn't know, and the length that `importers.services.options` takes one in."""
_LOOKED_AT = 2_000


@dataclass(frozen=True)
class PreviewedColumn:
    """`encoding` and `confidence` are None where the column holds no text. `before` and `after` go in pairs: the same
    values as the file has them, and decoded. `field` is what it would fill, None: it goes to `extra`. `unlisted` are
    values that the field's list of codes doesn't know, with how often each stands there."""

    name: str
    type: str
    encoding: str | None
    confidence: float | None
    before: list[str]
    after: list[str]
    filled: int
    field: str | None
    unlisted: list[tuple[str, int]]


def previewed_columns(spool: Spool, plan: ColumnPlan) -> list[PreviewedColumn]:
    """In the order of the file."""
    return [_column(spool, plan, name, kind) for name, kind in spool.metadata.fields]


def _column(spool: Spool, plan: ColumnPlan, name: str, kind: str) -> PreviewedColumn:
    column, vote = spool.column(name), plan.encodings.get(name)
    values = _examples(column)
    text = values.cast(pa.string(), safe=False) if not pa.types.is_binary(values.type) else pa.array([], pa.string())
    legacy = vote is not None and vote.encoding not in AS_IT_IS
    decoded = decode(text, vote.encoding) if legacy and vote is not None else text
    return PreviewedColumn(
        name=name,
        type=kind,
        encoding=vote.encoding if vote else None,
        confidence=round(vote.confidence, 3) if vote else None,
        before=[value[:LONGEST] for value in text.to_pylist()],
        after=[value[:LONGEST] for value in decoded.to_pylist()],
        filled=len(column) - column.null_count,
        field=plan.mapped.get(name),
        unlisted=[one for one in plan.unlisted.get(name, []) if len(one[0]) <= LONGEST_UNLISTED][:UNLISTED],
    )


def _examples(column: pa.ChunkedArray) -> pa.Array:
    """Different values; of text those first that show an encoding."""
    different = pc.unique(column.slice(0, _LOOKED_AT)).drop_null()
    if pa.types.is_string(different.type):
        different = different.filter(pc.not_equal(pc.utf8_trim_whitespace(different), ""))
        shown = pc.match_substring_regex(different, r"[^\x00-\x7f]")
        different = pa.concat_arrays([different.filter(shown), different.filter(pc.invert(shown))])
    return different.slice(0, EXAMPLES)
