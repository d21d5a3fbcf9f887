"""What a layer's rules forbid is kept out of its fields, kept in extra, and told; nothing stops the import."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.services import ImportRequest, import_files
from importers.services.rules import breaking
from layers.catalog.description import FieldDescription, FieldType, Title
from layers.catalog.field_rules import broken_rule
from layers.features.authority import OPERATOR
from layers.features.services import create_layer
from tests.importers.services.files import geopackage, squares
from tests.layers.features.rows import run


def field(name: str, kind: str, **rules: Any) -> FieldDescription:
    return FieldDescription(name, Title(name, name), FieldType(kind), **rules)


@given(st.lists(st.one_of(st.none(), st.integers(-20, 20)), min_size=1), st.integers(-10, 0), st.integers(0, 10))
def test_a_column_is_judged_as_each_value_is(values: list[int | None], low: int, high: int) -> None:
    described = field("n", "integer", minimum=low, maximum=high)
    expected = [value is not None and bool(broken_rule(described, value)) for value in values]
    assert breaking(described, pa.array(values, pa.int64())).to_pylist() == expected


@given(st.lists(st.one_of(st.none(), st.text("AB1\n", max_size=4)), min_size=1))
def test_a_pattern_is_read_as_python_reads_it(values: list[str | None]) -> None:
    described = field("t", "text", pattern="[A-Z]+[0-9]?")
    expected = [value is not None and bool(broken_rule(described, value)) for value in values]
    assert breaking(described, pa.array(values, pa.string())).to_pylist() == expected


@pytest.mark.django_db
def test_an_import_keeps_the_rules(tmp_path: Path, describe: Any) -> None:
    plots = describe().instantiated(
        fields=(
            field("code", "text", pattern="K[0-9]+"),
            field("floors", "integer", minimum=0, maximum=9, default=1),
            field("built", "date", minimum="1900-01-01"),
            field("must", "text", required=True, pattern="[a-z]+"),
        )
    )
    create_layer(plots)
    frame = squares(
        4,
        CODE=["K1", "x", None, "K22"],
        FLOORS=[3, 12, None, -1],
        BUILT=["2020-01-01", "1899-12-31", "2021-05-05", None],
        MUST=["a", "b", "c", "NO"],
    )
    report = import_files([ImportRequest(geopackage(tmp_path, frame), "plots", by=OPERATOR)])[0]
    assert (report.imported, report.rejected) == (3, 1)
    found = {(f.code, f.values["field"]): f.count for f in report.findings if f.code in ("W-VALUE-02", "E-VALUE-01")}
    assert found == {
        ("W-VALUE-02", "CODE"): 1,
        ("W-VALUE-02", "FLOORS"): 2,
        ("W-VALUE-02", "BUILT"): 1,
        ("W-VALUE-02", "MUST"): 1,
        ("E-VALUE-01", "must"): 1,
    }
    assert run(
        "SELECT code, floors, built::text, extra->>'FLOORS', extra->>'CODE' FROM feature.plots ORDER BY public_id"
    ) == [
        ("K1", 3, "2020-01-01", None, None),
        (None, 1, None, "12", "x"),
        (None, 1, "2021-05-05", None, None),
    ]


@pytest.mark.django_db
def test_a_default_stands_in_for_a_column_that_is_not_delivered(tmp_path: Path, describe: Any) -> None:
    plots = describe().instantiated(
        fields=(
            field("code", "text"),
            field("state", "text", required=True, default="tốt"),
            field("must", "text", required=True),
        )
    )
    create_layer(plots)
    report = import_files(
        [ImportRequest(geopackage(tmp_path, squares(2, CODE=["a", "b"], MUST=["x", None])), "plots", by=OPERATOR)]
    )[0]
    assert (report.imported, report.rejected) == (1, 1)
    assert run("SELECT code, state FROM feature.plots") == [("a", "tốt")]
