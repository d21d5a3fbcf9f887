"""Random filters find what an evaluator written after the standard finds, in both encodings (three-valued logic)."""

import json
import unicodedata
from datetime import date
from itertools import product
from typing import Any

from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg2 import sql

from layers.access.seen import SeenLayer
from layers.catalog.queries.layers import forget
from layers.features.filters import condition_of
from layers.features.filters.json_encoding import read_json
from layers.features.filters.text_encoding import read_text
from layers.features.queries import ItemsQuery, read_items
from layers.features.services import create_layer
from tests.layers.features.rows import insert_square

TEXTS = ["", "Đường", "duong", "ĐƯỜNG", "Ga", "100%", "a_b", "a\\b", "O'Neil", None]
NUMBERS = [-3, 0, 2, 7, None]
TRUTHS = [True, False, None]
DAYS = [date(1975, 4, 30), date(2026, 11, 21), None]
ROWS = [
    {"name": text, "size": number, "listed": truth, "built": day}
    for (text, number), (truth, day) in zip(product(TEXTS, NUMBERS), 9 * list(product(TRUTHS, DAYS)), strict=False)
]

Row = dict[str, Any]


# Trees as CQL2 JSON has them
def op(name: str, *args: Any) -> dict[str, Any]:
    return {"op": name, "args": list(args)}


texts = st.one_of(st.just({"property": "name"}), st.sampled_from(TEXTS[:-1]))
texts = st.one_of(texts, st.builds(op, st.sampled_from(["casei", "accenti"]), texts))
numbers = st.recursive(
    st.one_of(st.just({"property": "size"}), st.integers(-4, 8)),
    lambda below: st.builds(op, st.sampled_from(["+", "-", "*", "/", "%", "div"]), below, below),
    max_leaves=4,
)
days = st.one_of(st.just({"property": "built"}), st.sampled_from([{"date": str(day)} for day in DAYS[:-1]]))
signs = st.sampled_from(["=", "<>", "<", "<=", ">", ">="])
patterns = st.text(alphabet="Đduơgn%_aO'\\", max_size=4).filter(lambda p: not p.endswith("\\"))
predicates = st.one_of(
    st.builds(op, signs, texts, texts),
    st.builds(op, signs, numbers, numbers),
    st.builds(op, signs, days, days),
    st.builds(op, st.just("="), st.just({"property": "listed"}), st.booleans()),
    st.builds(op, st.just("like"), texts, patterns),
    st.builds(op, st.just("between"), numbers, numbers, numbers),
    st.builds(op, st.just("in"), texts, st.lists(texts, min_size=1, max_size=3)),
    st.builds(op, st.just("in"), numbers, st.lists(numbers, min_size=1, max_size=3)),
    st.builds(op, st.just("isNull"), st.one_of(texts, numbers, days)),
    st.builds(op, st.sampled_from(["t_after", "t_before", "t_equals", "t_intersects"]), days, days),
)
filters = st.recursive(
    predicates,
    lambda below: st.one_of(
        st.builds(op, st.just("not"), below),
        st.lists(below, min_size=2, max_size=3).flatmap(
            lambda args: st.sampled_from([op("and", *args), op("or", *args)])
        ),
    ),
    max_leaves=6,
)


# What they mean
def value_of(tree: Any, row: Row) -> Any:
    match tree:
        case {"property": name}:
            return row[name]
        case {"date": day}:
            return date.fromisoformat(day)
        case {"op": name, "args": args}:
            return OPERATIONS[name](args, row)
    return tree


def strict(function: Any) -> Any:
    """Unknown where an operand is."""

    def evaluated(args: list[Any], row: Row) -> Any:
        values = [value_of(one, row) for one in args]
        return None if any(value is None for value in values) else function(*values)

    return evaluated


def conjunction(args: list[Any], row: Row) -> bool | None:
    values = [value_of(one, row) for one in args]
    return False if False in values else None if None in values else True


def disjunction(args: list[Any], row: Row) -> bool | None:
    values = [value_of(one, row) for one in args]
    return True if True in values else None if None in values else False


def among(args: list[Any], row: Row) -> bool | None:
    one, those = args
    return disjunction([op("=", one, other) for other in those], row)


def is_between(args: list[Any], row: Row) -> bool | None:
    one, low, high = args
    return conjunction([op(">=", one, low), op("<=", one, high)], row)


def matches(text: str, pattern: str) -> bool:
    """Without regular expressions: what is left of the text after each sign of the pattern."""
    rests, signs = {text}, iter(pattern)
    for sign in signs:
        if sign == "%":
            rests = {rest[start:] for rest in rests for start in range(len(rest) + 1)}
        elif sign == "_":
            rests = {rest[1:] for rest in rests if rest}
        else:
            meant = next(signs) if sign == "\\" else sign
            rests = {rest[1:] for rest in rests if rest.startswith(meant)}
    return "" in rests


def without_accents(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not "\u0300" <= c <= "\u036f")
    return bare.replace("đ", "d").replace("Đ", "D")


def whole(number: float) -> float:
    return float(int(number))


OPERATIONS: dict[str, Any] = {
    "and": conjunction, "or": disjunction, "not": strict(lambda a: not a),
    "=": strict(lambda a, b: a == b), "<>": strict(lambda a, b: a != b),
    "<": strict(lambda a, b: a < b), "<=": strict(lambda a, b: a <= b),
    ">": strict(lambda a, b: a > b), ">=": strict(lambda a, b: a >= b),
    "+": strict(lambda a, b: a + b), "-": strict(lambda a, b: a - b), "*": strict(lambda a, b: a * b),
    "/": strict(lambda a, b: a / b if b else None),
    "div": strict(lambda a, b: whole(a / b) if b else None),
    "%": strict(lambda a, b: a - b * whole(a / b) if b else None),
    "like": strict(matches), "in": among, "between": is_between,
    "isNull": lambda args, row: value_of(args[0], row) is None,
    "casei": strict(lambda a: without_case(a)), "accenti": strict(without_accents),
    "t_after": strict(lambda a, b: a > b), "t_before": strict(lambda a, b: a < b),
    "t_equals": strict(lambda a, b: a == b), "t_intersects": strict(lambda a, b: a == b),
}  # fmt: skip


def as_text(tree: Any) -> str:
    """The tree in CQL2 text, with every parenthesis."""
    match tree:
        case {"property": name}:
            return f'"{name}"'
        case {"date": day}:
            return f"DATE('{day}')"
        case {"op": "and" | "or" as word, "args": args}:
            return "(" + f" {word} ".join(map(as_text, args)) + ")"
        case {"op": "not", "args": [one]}:
            return f"(NOT {as_text(one)})"
        case {"op": "in", "args": [one, those]}:
            return f"({as_text(one)} IN ({', '.join(map(as_text, those))}))"
        case {"op": "between", "args": [one, low, high]}:
            return f"({as_text(one)} BETWEEN {as_text(low)} AND {as_text(high)})"
        case {"op": "isNull", "args": [one]}:
            return f"({as_text(one)} IS NULL)"
        case {"op": "like", "args": [one, pattern]}:
            return f"({as_text(one)} LIKE {as_text(pattern)})"
        case {"op": str(name), "args": args} if name[0].isalpha() and name != "div":
            return f"{name.upper()}({', '.join(map(as_text, args))})"
        case {"op": name, "args": [left, right]}:
            return f"({as_text(left)} {name} {as_text(right)})"
        case bool():
            return str(tree).upper()
        case str():
            return "'" + tree.replace("'", "\\'") + "'"
    return str(tree)


def test_the_answer_is_the_evaluator_s(describe: Any, db: None) -> None:
    description = describe("trees", fields={"name": "text", "size": "integer", "listed": "boolean", "built": "date"})
    create_layer(description)
    rows = {insert_square(description, at, **row): row for at, row in enumerate(ROWS)}
    forget()
    seen = SeenLayer.of(description)

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(filters)
    def check(tree: Any) -> None:
        node = read_json(json.dumps(tree))
        assert read_text(as_text(tree)) == node
        query = ItemsQuery(limit=1000, filter=condition_of(seen, node), counted=True)
        page = read_items(seen, query)
        found = [one["id"] for one in json.loads(b"[%s]" % page.features)]
        assert found == [id_ for id_, row in rows.items() if value_of(tree, row) is True]
        assert page.matched == len(found)

    check()
    forget()


letters = st.text(alphabet="aăâdđeêioôơuưyAĂÂDĐEÊIOÔƠUƯY \u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b", max_size=8)


def test_accents_and_case_fold_as_unicode_does(describe: Any, db: None) -> None:
    """ACCENTI(x) = ACCENTI(y) exactly where both are the same without marks, however they are composed; CASEI alike."""
    seen = SeenLayer.of(describe("words"))

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(letters, letters)
    def check(one: str, other: str) -> None:
        for name, fold in (("accenti", without_accents), ("casei", without_case)):
            node = read_json(json.dumps(op("=", op(name, one), op(name, other))))
            condition = condition_of(seen, node)
            with connection.cursor() as cursor:
                cursor.execute(sql.SQL("SELECT {}").format(condition.sql), condition.parameters)
                assert cursor.fetchone() == (fold(one) == fold(other),)

    check()


def without_case(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()
