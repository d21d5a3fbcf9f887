"""CQL2 text, read by the grammar beside this file (OGC 21-065r2, 8.3.1 and annex B)."""

import re
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken, VisitError

from gis.errors import DothiError, InvalidRequest
from layers.features.filters import literals
from layers.features.filters.limits import refuse_large, refuse_long
from layers.features.filters.nodes import Call, Node, Number, Property, Sequence, Shape, Text, Truth

_QUOTE = re.compile(r"''|\\'")
"""Both are a quote in a text (escapeQuote); so no text in this encoding ends with a backslash."""
_GRAMMAR = Path(__file__).with_name("cql2.lark")


def read_text(written: str) -> Node:
    """The tree of a filter in CQL2 text.

    Raises:
        InvalidRequest: E-FILTER-01 with the place of what can't stand there; E-FILTER-04 to E-FILTER-10.
    """
    refuse_long(written)
    if "\0" in written:
        raise InvalidRequest("E-FILTER-01", at=_place(written, written.index("\0")), found="NUL")
    try:
        tree = _parser().parse(written)
    except UnexpectedInput as error:
        _refuse(written, error)
    except VisitError as error:
        if isinstance(error.orig_exc, DothiError):
            raise error.orig_exc from None
        raise
    assert not isinstance(tree, Token)  # noqa: S101  every rule makes a node
    node: Node = tree  # type: ignore[assignment]  # the transformer's nodes, which lark takes for trees
    refuse_large(node)
    return node


@lru_cache(maxsize=1)
def _parser() -> Lark:
    """Made when the first filter is read: it takes a tenth of a second."""
    return Lark(_GRAMMAR.read_text(encoding="utf-8"), parser="lalr", lexer="basic", transformer=_Nodes())


def _refuse(written: str, error: UnexpectedInput) -> NoReturn:
    found = ""
    if isinstance(error, UnexpectedToken):
        found = "" if error.token.type == "$END" else str(error.token)
    elif isinstance(error, UnexpectedCharacters):
        found = error.char
    position = error.pos_in_stream if found else None
    at = _place(written, len(written) if position is None else position)
    raise InvalidRequest("E-FILTER-01", at=at, found=found[:40] or "…") from None


def _place(written: str, position: int) -> str:
    """Line and column, both from 1."""
    before = written[:position]
    return f"{before.count(chr(10)) + 1}:{position - (before.rfind(chr(10)) + 1) + 1}"


def _at(token: Token) -> str:
    return f"{token.line}:{token.column}"


@v_args(inline=True)
class _Nodes(Transformer[Token, Node]):
    """Called from the leaves up while the text is read, so that no depth of nesting is too much."""

    def either(self, *args: Node) -> Call:
        return Call("or", args, args[0].at)

    def both(self, *args: Node) -> Call:
        return Call("and", args, args[0].at)

    def negated(self, sign: Token, one: Node) -> Call:
        return Call("not", (one,), _at(sign))

    def compared(self, left: Node, sign: Token, right: Node) -> Call:
        return Call(str(sign), (left, right), _at(sign))

    arithmetic = compared

    def like(self, left: Node, pattern: Node) -> Call:
        return Call("like", (left, pattern), left.at)

    def not_like(self, left: Node, sign: Token, pattern: Node) -> Call:
        return Call("not", (self.like(left, pattern),), _at(sign))

    def between(self, *args: Node) -> Call:
        return Call("between", args, args[0].at)

    def not_between(self, one: Node, sign: Token, low: Node, high: Node) -> Call:
        return Call("not", (self.between(one, low, high),), _at(sign))

    def one_of(self, one: Node, *those: Node) -> Call:
        return Call("in", (one, Sequence(those, one.at)), one.at)

    def none_of(self, one: Node, sign: Token, *those: Node) -> Call:
        return Call("not", (self.one_of(one, *those),), _at(sign))

    def is_null(self, one: Node) -> Call:
        return Call("isnull", (one,), one.at)

    def is_not_null(self, one: Node, sign: Token) -> Call:
        return Call("not", (self.is_null(one),), _at(sign))

    def number(self, token: Token) -> Number:
        return literals.number(str(token), _at(token))

    def signed(self, sign: Token, token: Token) -> Number:
        return literals.number(str(token), _at(sign), -1 if sign == "-" else 1)

    def text(self, token: Token) -> Text:
        return literals.text(_QUOTE.sub("'", str(token)[1:-1]), _at(token))

    def truth(self, token: Token) -> Truth:
        return Truth(token.lower() == "true", _at(token))

    def property(self, token: Token) -> Property:
        return Property(str(token), _at(token))

    def quoted(self, token: Token) -> Property:
        return Property(str(token)[1:-1], _at(token))

    def array(self, bracket: Token, *items: Node | Token | None) -> Sequence:
        return Sequence(tuple(one for one in items if one is not None and not isinstance(one, Token)), _at(bracket))

    def call(self, name: Token, *given: Node | None) -> Node:
        """Dates, intervals and boxes are written as calls; all else is one."""
        args, at, op = tuple(one for one in given if one is not None), _at(name), name.lower()
        if op in ("date", "timestamp"):
            if len(args) != 1:
                raise InvalidRequest("E-FILTER-15", op=str(name), at=at, number=len(args))
            return literals.day(args[0]) if op == "date" else literals.instant(args[0])
        if op == "interval":
            return literals.interval(args, at)
        if op == "bbox":
            return literals.box([one.value if isinstance(one, Number) else float("nan") for one in args], at)
        return Call(op, args, at)

    def geometry(self, *tokens: Token) -> Shape:
        written = "".join(part if part == "-" else f"{part} " for part in tokens if part != "+")
        return literals.shape_of_wkt(written, _at(tokens[0]))

    def shape(self, one: Shape) -> Shape:
        return one

    def empty_geometry(self, token: Token) -> NoReturn:
        raise InvalidRequest("E-FILTER-08", reason="EMPTY", at=_at(token))
