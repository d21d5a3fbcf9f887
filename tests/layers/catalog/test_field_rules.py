"""A field's rules: which make sense, and which values keep them."""

import re
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from gis.errors import LayerRefused
from layers.catalog.description import FieldDescription, FieldType, Title
from layers.catalog.field_rules import broken_rule, check_field


def field(kind: str, **more: Any) -> FieldDescription:
    return FieldDescription("f", Title("f", "f"), FieldType(kind), **more)


SOUND = [
    field("text", pattern="[A-Z]{2}[0-9]+", default="AB1"),
    field("integer", minimum=0, maximum=10, default=0),
    field("decimal", minimum=0, maximum=0.5),
    field("date", minimum="1975-04-30", default="2026-11-24"),
    field("time", maximum="2026-11-24T10:00:00+07:00"),
    field("boolean", default=False),
    field("code", code_list="land_use", default="ODT"),
    field("link", target="roads"),
    field("file"),
]
UNSOUND = [
    (field("text", minimum=1), "E-FIELD-01", "text has no range"),
    (field("integer", pattern="[0-9]"), "E-FIELD-01", "a number has no pattern"),
    (field("code"), "E-FIELD-01", "a code of no list"),
    (field("text", code_list="land_use"), "E-FIELD-01", "a list for free text"),
    (field("link"), "E-FIELD-01", "a link to nowhere"),
    (field("integer", target="roads"), "E-FIELD-01", "a number leads nowhere"),
    (field("integer", default="5"), "E-FIELD-02", "text for a number"),
    (field("integer", default=True), "E-FIELD-02", "truth for a number"),
    (field("integer", minimum=0.5), "E-FIELD-02", "a half for a whole number"),
    (field("decimal", maximum=float("nan")), "E-FIELD-02", "not a number"),
    (field("date", default="24/11/2026"), "E-FIELD-02", "not ISO 8601"),
    (field("time", default="2026-11-24T10:00:00"), "E-FIELD-02", "a time without its zone"),
    (field("text", pattern="[A-"), "E-FIELD-03", "unfinished"),
    (field("text", pattern="(?=x)y"), "E-FIELD-03", "looking ahead"),
    (field("text", pattern=r"(a)\1"), "E-FIELD-03", "a back reference"),
    (field("text", pattern=r"\bthửa\b"), "E-FIELD-03", "means another thing in PostgreSQL"),
    (field("text", pattern="a" * 201), "E-FIELD-03", "too long"),
    (field("integer", minimum=5, maximum=4), "E-FIELD-04", "an empty range"),
    (field("integer", minimum=5, default=4), "E-FIELD-04", "a default below"),
    (field("text", pattern="[A-Z]+", default="abc"), "E-FIELD-04", "a default that doesn't match"),
]


@pytest.mark.parametrize("described", SOUND, ids=lambda f: str(f.type))
def test_rules_that_make_sense(described: FieldDescription) -> None:
    check_field(described)


@pytest.mark.parametrize(("described", "code", "why"), UNSOUND, ids=[why for *_, why in UNSOUND])
def test_rules_that_make_none(described: FieldDescription, code: str, why: str) -> None:
    with pytest.raises(LayerRefused) as refused:
        check_field(described)
    assert refused.value.code == code, why


@given(st.integers(-50, 50))
def test_a_range_includes_its_ends(value: int) -> None:
    assert (broken_rule(field("integer", minimum=-10, maximum=10), value) == "") == (-10 <= value <= 10)


PATTERNS = ["[A-Z]{2}[0-9]+", r"\d{1,3}", "(?:T|t)ờ ?[0-9]*", r"[^/]+/\d+", "a|bc"]


@pytest.mark.django_db
@given(
    st.sampled_from(PATTERNS), st.one_of(st.text("AZ09aTtờ /bc", max_size=5), st.from_regex(r"\A[A-Z]{2}[0-9]{1,3}\Z"))
)
def test_a_pattern_means_the_same_to_postgresql(pattern: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s ~ %s", [value, f"^(?:{pattern})$"])
        assert cursor.fetchone()[0] == bool(re.fullmatch(pattern, value))
