"""TCVN3 (ABC, fonts .Vn*), VNI (fonts VNI-*), VISCII and Windows-1258, to Unicode and back.

The tables stand in `data/`, byte by byte with the source of each row. Text comes in as the bytes seen through
ISO-8859-1 and goes out composed (NFC). cp1252 would be wrong for it: it puts 27 bytes elsewhere.
"""

import codecs
import csv
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib import resources

from importers.normalise.vietnamese import TONES, is_syllable

Decoder = Callable[[str], str]

_HORNED_O = "\xac\xea\xed\xeb\xec\xee"  # ơ ờ ớ ở ỡ ợ in TCVN3
_LOST_HYPHEN = re.compile(f"(?<=[^\\s\\d-])-(?=[{_HORNED_O}])")
_SMALL = re.compile("[a-z]")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL_VIETNAMESE = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_CAPITAL_BEHIND_SMALL = re.compile(f"[{_SMALL_VIETNAMESE}][A-ZĂÂÊÔƠƯĐ]")


def decode_tcvn3(text: str) -> str:
    """Single bytes, pairs of capital and lower tone byte, and words set in a capitals font (.VnTimeH)."""
    return raise_capitals(text, decode_tcvn3_block(text))


def decode_tcvn3_block(text: str) -> str:
    """The bytes only, of one value or of many in one string.

    The soft hyphen that stands for ư is often lost to a plain hyphen: before ơ it can only be ư.
    """
    return _tcvn3().decode(_LOST_HYPHEN.sub("\xad", text))


def raise_capitals(text: str, decoded: str) -> str:
    """A capitals font shows lower tone letters as capitals: `§ÊT` is stored, ĐẤT is seen.

    A value that has such letters among the capitals of a word, and no ASCII small letter at all, is therefore raised.
    """
    if not _SMALL.search(text) and not decoded.isupper() and _is_shouted(decoded):
        return decoded.upper()
    return decoded


def decode_vni(text: str) -> str:
    """Base letter and diacritic byte, the case of the base deciding; a few letters are one byte."""
    return _vni().decode(text)


def decode_viscii(text: str) -> str:
    """RFC 1456: one byte a letter; six capitals stand where ASCII has control characters."""
    return _viscii().decode(text)


def decode_cp1258(text: str) -> str:
    """Letters as Windows-1258 has them, tones as combining marks behind them, composed."""
    seen = codecs.charmap_decode(text.encode("latin-1"), "strict", _cp1258())[0]
    return unicodedata.normalize("NFC", seen)


def encode_tcvn3(text: str, *, capitals_font: bool = False) -> bytes:
    """As .Vn fonts store it; with `capitals_font` as .VnTimeH does, tone letters lower and the font raising them.

    Raises UnicodeEncodeError for a character TCVN3 doesn't have.
    """
    composed = unicodedata.normalize("NFC", text)
    if capitals_font:
        composed = "".join(c if c.isascii() or c in "ĂÂÊÔƠƯĐ" else c.lower() for c in composed)
    return _encode(composed, _encoder("tcvn3_map.csv"), "tcvn3")


def encode_vni(text: str) -> bytes:
    """As VNI- fonts store it. Raises UnicodeEncodeError for a character VNI doesn't have."""
    return _encode(unicodedata.normalize("NFC", text), _encoder("vni_map.csv"), "vni")


def encode_viscii(text: str) -> bytes:
    """RFC 1456. Raises UnicodeEncodeError for a character VISCII doesn't have."""
    return _encode(unicodedata.normalize("NFC", text), _encoder("viscii_map.csv"), "viscii")


def encode_cp1258(text: str, *, decomposed: bool = True) -> bytes:
    """Windows-1258; `decomposed` writes every tone as a mark of its own, as the Windows keyboard does."""
    out = []
    for char in unicodedata.normalize("NFC", text):
        tones = [c for c in unicodedata.normalize("NFD", char) if c in TONES]
        if tones and (decomposed or not _fits_cp1258(char)):
            bare = "".join(c for c in unicodedata.normalize("NFD", char) if c not in TONES)
            char = unicodedata.normalize("NFC", bare) + tones[0]
        out.append(char)
    return "".join(out).encode("cp1258")


def is_whole_tcvn3(text: str) -> bool:
    """Whether every character beyond ASCII is one that .Vn fonts have."""
    return bool(_tcvn3().whole.fullmatch(text))


def is_whole_vni(text: str) -> bool:
    """Whether every diacritic byte stands behind a base it goes with."""
    return bool(_vni().whole.fullmatch(text))


def _fits_cp1258(char: str) -> bool:
    try:
        char.encode("cp1258")
    except UnicodeEncodeError:
        return False
    return True


def _encode(text: str, table: dict[str, bytes], name: str) -> bytes:
    out = []
    for position, char in enumerate(text):
        if not char.isascii() and char not in table:
            raise UnicodeEncodeError(name, text, position, position + 1, "has no such character")
        out.append(char.encode("ascii") if char.isascii() else table[char])
    return b"".join(out)


class _Table:
    """Single bytes and pairs of one encoding, and whether a text is nothing else.

    Single bytes are decoded first, pairs found in what they became: the bytes of one table never become one another.
    """

    def __init__(self, table: dict[str, str]) -> None:
        singles = {raw: char for raw, char in table.items() if len(raw) == 1}
        self._map = "".join(singles.get(chr(byte), chr(byte)) for byte in range(256))
        self._pairs = {self._one(raw): char for raw, char in table.items() if len(raw) == 2}
        firsts, seconds = ("".join(sorted({pair[at] for pair in self._pairs})) for at in (0, 1))
        self._pattern = re.compile(f"[{re.escape(firsts)}][{re.escape(seconds)}]") if self._pairs else None
        known = sorted(table, key=len, reverse=True)
        self.whole = re.compile("(?:" + "|".join([*map(re.escape, known), r"[\x00-\x7f]"]) + ")*")

    def decode(self, text: str) -> str:
        seen = self._one(text)
        return self._pattern.sub(self._joined, seen) if self._pattern else seen

    def _one(self, text: str) -> str:
        return codecs.charmap_decode(text.encode("latin-1"), "strict", self._map)[0]

    def _joined(self, match: "re.Match[str]") -> str:
        return self._pairs.get(match[0], match[0])


@cache
def _rows(name: str) -> dict[str, str]:
    """Bytes seen as ISO-8859-1 -> character. What only the VN1 and VN2 forms of TCVN 5712 have is left out: in files
    of .Vn fonts those bytes are what they look like, such as the square of m².
    """
    text = resources.files("importers.normalise").joinpath("data", name).read_text("utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if "VN1" not in row.get("kind", "")]
    return {bytes.fromhex(row["bytes_hex"]).decode("latin-1"): row["unicode_nfc"] for row in rows}


@cache
def _encoder(name: str) -> dict[str, bytes]:
    return {char: raw.encode("latin-1") for raw, char in reversed(_rows(name).items())}


@cache
def _tcvn3() -> _Table:
    return _Table(_rows("tcvn3_map.csv"))


@cache
def _viscii() -> _Table:
    return _Table(_rows("viscii_map.csv"))


@cache
def _vni() -> _Table:
    table = dict(_rows("vni_map.csv"))
    # A capital typed with the mark of the small letter, or the other way round, follows the base.
    for raw, char in list(table.items()):
        if len(raw) == 2:
            table.setdefault(raw[0] + raw[1].swapcase(), char)
    return _Table(table)


def _is_shouted(decoded: str) -> bool:
    """A small letter before a capital of the same word, or a syllable that begins with two capitals."""
    return any(
        _CAPITAL_BEHIND_SMALL.search(word) or (word[:2].isupper() and len(word) > 1 and is_syllable(word))
        for word in _WORD.findall(decoded)
    )


@cache
def _cp1258() -> str:
    decoded = (bytes([byte]).decode("cp1258", "ignore") or chr(byte) for byte in range(256))
    return "".join(decoded)
