"""What fills no field stays readable as JSON, whatever stands in it."""

import json

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from importers.services.extras import as_objects

VALUES = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]), min_size=1))


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(VALUES, min_size=width, max_size=width), min_size=1, max_size=5)
    )
)
def test_rows_come_back_without_their_empty_values(rows: list[list[str | None]]) -> None:
    names = ["KHAC", 'gh"i', "chú,", "A\\b"][: len(rows[0])]
    columns = {name: pa.array([row[i] for row in rows], pa.string()) for i, name in enumerate(names)}
    found = as_objects(columns).to_pylist()
    for row, text in zip(rows, found, strict=True):
        kept = {name: value for name, value in zip(names, row, strict=True) if value is not None}
        assert (json.loads(text) if text is not None else {}) == kept
        assert (text is None) == (not kept)
