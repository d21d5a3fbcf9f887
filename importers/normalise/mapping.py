"""Which leftover column could fill which field: by how alike the names are and by what the values look like.

The alias table goes first (`attributes`). What is found here is a suggestion with a confidence and a reason; who takes
it decides above which confidence it is sure. Names alone are never sure: `dien_tich_xd` isn't `dien_tich`.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from importers.normalise.attributes import FieldTarget, plain
from importers.normalise.conversion import EMPTY_WORDS, text_of
from importers.normalise.values import convert

SURE = 0.9
LEAST = 0.5
"""Below it a suggestion isn't worth a look."""
_TITLE = 0.95
_ALIKE_NAMES = 0.62
_MOST_BY_NAME, _BOTH, _VALUES_ALONE, _AREA, _AREA_OF_SEVERAL = 0.8, 0.92, 0.75, 0.9, 0.7
_FITS = 0.8
_AREA_TOLERANCE = 0.02


class Reason(StrEnum):
    """Why a column is thought to fill a field."""

    TITLE = "title"
    NAME = "name"
    CODES = "codes"
    NAME_AND_CODES = "name_and_codes"
    AREA = "area"
    DATES = "name_and_dates"


@dataclass(frozen=True)
class Wanted:
    """A field without a column: `titles` as people call it, `codes` of its list in capitals, `is_area` in m²."""

    target: FieldTarget
    titles: Sequence[str] = ()
    codes: frozenset[str] = frozenset()
    is_area: bool = False


@dataclass(frozen=True)
class Suggestion:
    """A column that could fill a field; `confidence` 0 to 1."""

    column: str
    field: str
    confidence: float
    reason: Reason

    @property
    def is_sure(self) -> bool:
        return self.confidence >= SURE

    def as_json(self) -> dict[str, object]:
        return {
            "column": self.column,
            "field": self.field,
            "confidence": round(self.confidence, 2),
            "reason": str(self.reason),
        }


def suggest(
    columns: Mapping[str, pa.Array], wanted: Sequence[Wanted], areas: npt.NDArray[np.float64] | None = None
) -> list[Suggestion]:
    """The likeliest pairs, best first; each column and each field once.

    `columns` are samples in Unicode; `areas` those of the geometry of the same rows, in the file's own unit.
    """
    found: list[Suggestion] = []
    for name, values in columns.items():
        column = _Column(name, values)
        if len(column.said):
            found += (one for field in wanted for one in _pair(column, field, areas, wanted))
    found.sort(key=lambda one: -one.confidence)
    taken: set[str] = set()
    kept = []
    for one in found:
        if one.confidence >= LEAST and not {f"c {one.column}", f"f {one.field}"} & taken:
            taken |= {f"c {one.column}", f"f {one.field}"}
            kept.append(one)
    return kept


def name_likeness(column: str, names: Sequence[str]) -> float:
    """0 to 1: letters in common and words in common, the best of the names."""
    words = _words(column)
    best = 0.0
    for name in names:
        other = _words(name)
        letters = SequenceMatcher(None, plain(column), plain(name)).ratio()
        shared = len(words & other) / len(words | other) if words | other else 0.0
        best = max(best, (letters + shared) / 2 if shared else letters * 0.8)
    return best


class _Column:
    """A column with its distinct values. Each type is tried once, whatever number of fields are of it."""

    def __init__(self, name: str, values: pa.Array) -> None:
        self.name, self.values, self.said = name, values, _said(values)
        self._holds: dict[str, bool] = {}

    def can_hold(self, type_: str) -> bool:
        """Whether nearly all values are of the type."""
        if type_ not in self._holds:
            self._holds[type_] = type_ == "text" or (convert(self.said, type_).failures <= (1 - _FITS) * len(self.said))
        return self._holds[type_]


def _pair(
    column: _Column, field: Wanted, areas: npt.NDArray[np.float64] | None, wanted: Sequence[Wanted]
) -> Iterator[Suggestion]:
    name, target = column.name, field.target.name
    entitled = bool(plain(name)) and plain(name) in {plain(title) for title in field.titles}
    likeness = name_likeness(name, (target, *field.target.aliases, *field.titles))
    alike = likeness >= _ALIKE_NAMES
    # Names are compared first: of 300 columns most are like no field, and trying a type on their values costs far more.
    if not (entitled or alike or field.codes or field.is_area) or not column.can_hold(field.target.type):
        return
    if entitled:
        yield Suggestion(name, target, _TITLE, Reason.TITLE)
        return
    if field.codes and _share_in(column.said, field.codes) >= _FITS:
        yield Suggestion(
            name, target, _BOTH if alike else _VALUES_ALONE, Reason.NAME_AND_CODES if alike else Reason.CODES
        )
        return
    if field.is_area and areas is not None and _equals(column.values, areas):
        lone = sum(one.is_area for one in wanted) == 1
        yield Suggestion(name, target, _AREA if lone or alike else _AREA_OF_SEVERAL, Reason.AREA)
        return
    if alike and field.target.type in ("date", "time"):
        yield Suggestion(name, target, min(likeness, _MOST_BY_NAME) + 0.1, Reason.DATES)
    elif alike:
        yield Suggestion(name, target, min(likeness, _MOST_BY_NAME), Reason.NAME)


def _said(values: pa.Array) -> pa.Array:
    """The distinct values that say something, as text."""
    text = pc.unique(pc.utf8_trim_whitespace(text_of(values).drop_null()))
    return text.filter(pc.invert(pc.is_in(pc.utf8_lower(text), pa.array(EMPTY_WORDS))))


def _share_in(said: pa.Array, codes: frozenset[str]) -> float:
    """Of the values: those whose parts, joined by +, are all codes."""
    parts = [value.upper().split("+") for value in said.to_pylist()]
    return sum(all(part.strip() in codes for part in one) for one in parts) / len(parts)


def _equals(values: pa.Array, areas: npt.NDArray[np.float64]) -> bool:
    """Whether nearly all numbers are the area of their geometry within 2 %, and the areas differ among themselves."""
    numbers = convert(values, "decimal").values.to_numpy(zero_copy_only=False)
    usable = np.isfinite(numbers) & (areas > 0)
    if usable.sum() < 5 or len(np.unique(np.round(areas[usable], 1))) < 3:
        return False
    ratio = np.abs(numbers[usable] - areas[usable]) / areas[usable]
    return bool((ratio <= _AREA_TOLERANCE).mean() >= _FITS)


@lru_cache(2_000)
def _words(name: str) -> frozenset[str]:
    """`DienTichXD`, `dien_tich_xd` and `Diện tích XD` have the same words."""
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    split = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", bare.replace("đ", "d").replace("Đ", "D"))
    return frozenset(re.findall(r"[a-z]+|[0-9]+", split.lower()))
