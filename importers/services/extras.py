"""Columns that fill no field, as one JSON object a row: kept as the source has them until somebody maps them."""

import json
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

_TO_ESCAPE = r'["\\\x00-\x1f]'
"""What a JSON string can't hold as it is (RFC 8259, 7)."""


def as_objects(columns: Mapping[str, pa.Array]) -> pa.Array:
    """JSON text from columns of text by name; empty values are left out, and null stands where nothing is left."""
    members = [
        pc.fill_null(
            pc.binary_join_element_wise(f"{json.dumps(name, ensure_ascii=False)}:", _quoted(column), ",", ""), ""
        )
        for name, column in columns.items()
    ]
    inside = pc.utf8_rtrim(pc.binary_join_element_wise(*members, ""), ",")
    inside = pc.if_else(pc.equal(inside, ""), pa.scalar(None, pa.string()), inside)
    return pc.binary_join_element_wise("{", inside, "}", "")


def _quoted(column: pa.Array) -> pa.Array:
    quoted = pc.binary_join_element_wise('"', column, '"', "")
    special = pc.fill_null(pc.match_substring_regex(column, _TO_ESCAPE), False)
    if not special.true_count:
        return quoted
    escaped = [json.dumps(value, ensure_ascii=False) for value in column.filter(special).to_pylist()]
    return pc.replace_with_mask(quoted, special, pa.array(escaped, pa.string()))
