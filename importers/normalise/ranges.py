"""Ranges as planning tables write them in text: "40-60", "≤ 7", "3÷5", "tối đa 5 tầng", "40 %".

The official exchange files hold density, storeys and floor-area ratio as text (Circular 16/2025/TT-BXD, Annex II).
"""

import re
import unicodedata
from dataclasses import dataclass

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_UNIT = r"\s*(?:%|phan tram|tang|lan|m)?\s*"
_BETWEEN = r"(?:-|÷|~|\.{2,3}|…|den|toi|to)"
_MOST = r"(?:<=|=<|≤|⩽|<|toi da|khong qua|khong vuot qua|cao nhat|lon nhat|nhieu nhat|den|max)\s*[:.=]?\s*"
_LEAST = r"(?:>=|=>|≥|⩾|>|toi thieu|it nhat|thap nhat|nho nhat|tu|min)\s*[:.=]?\s*"
_FORMS = (
    (re.compile(rf"(?:tu\s+)?{_NUMBER}{_UNIT}{_BETWEEN}\s*{_NUMBER}{_UNIT}"), "both"),
    (re.compile(rf"{_LEAST}{_NUMBER}{_UNIT}(?:[,;]|va)?\s*{_MOST}{_NUMBER}{_UNIT}"), "both"),
    (re.compile(rf"{_MOST}{_NUMBER}{_UNIT}"), "most"),
    (re.compile(rf"{_NUMBER}{_UNIT}(?:tro xuong)"), "most"),
    (re.compile(rf"{_LEAST}{_NUMBER}{_UNIT}"), "least"),
    (re.compile(rf"{_NUMBER}{_UNIT}(?:tro len)"), "least"),
    (re.compile(rf"{_NUMBER}{_UNIT}"), "one"),
)
_DASHES = str.maketrans("‐‑‒–—−", "------")


@dataclass(frozen=True)
class Range:
    """From `least` to `most`, None where it is open. A lone number has both, equal."""

    least: float | None
    most: float | None

    @property
    def is_one_number(self) -> bool:
        return self.least is not None and self.least == self.most


def parse_range(text: str) -> Range | None:
    """The range that a text says, or None where it says none, or one that begins above its end.

    `<` and `≤` are taken for the same: tables use both for the limit itself.
    """
    plain = _plain(text)
    for form, kind in _FORMS:
        match = form.fullmatch(plain)
        if match:
            numbers = [float(number.replace(",", ".")) for number in match.groups()]
            least = numbers[0] if kind != "most" else None
            most = numbers[-1] if kind != "least" else None
            return Range(least, most) if least is None or most is None or least <= most else None
    return None


def written_range(span: Range) -> str:
    """The shortest way to write it, which `parse_range` reads back; ValueError for one that is open both ways."""
    if span.is_one_number:
        return _digits(span.most)
    if span.least is None and span.most is None:
        raise ValueError("open both ways")
    if span.least is None:
        return f"≤ {_digits(span.most)}"
    return f"≥ {_digits(span.least)}" if span.most is None else f"{_digits(span.least)}-{_digits(span.most)}"


def _digits(number: float | None) -> str:
    return f"{number:.12f}".rstrip("0").rstrip(".")


def _plain(text: str) -> str:
    """Small letters without marks, one space between words, brackets around the whole taken off."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    words = " ".join(bare.replace("đ", "d").translate(_DASHES).split())
    return words[1:-1].strip() if words.startswith("(") and words.endswith(")") else words
