"""Which encoding a column's text is in, found from the text itself, and its way to Unicode.

Files of Vietnamese offices mix encodings and their headers often lie, so every column votes: its words that hold a
character beyond ASCII are read in each encoding, and those that come out as possible syllables count for it. A file
usually has one encoding, so the votes of the other columns break ties.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc

from importers.normalise import legacy_tables
from importers.normalise.mojibake import as_bytes_text, decode_utf8, decode_utf8_twice, is_unit, is_western_word
from importers.normalise.vietnamese import is_like_syllable, is_syllable

LEGACY = ("cp1252", "cp1258", "tcvn3", "vni", "viscii")  # of equal weights the first wins: it changes least
TWICE = "utf-8-twice"
ENCODINGS = ("ascii", "unicode", "utf-8", TWICE, *LEGACY)

_SAMPLE = 2_000
_BREAK = "\n"
_WORD = re.compile(r"[^\x00\x01\x03\x04\x07-\x13\x15-\x18\x1a-\x1d\x1f-\x40\x5b-\x60\x7b-\x7f]+")
"""Letters and bytes; VISCII has letters at 02, 05, 06, 14, 19 and 1E."""
# Chances that a word of a text in an encoding comes out as a syllable there, and that one in another does by luck.
_RIGHT, _ALIKE, _WESTERN, _WRONG = 0.93, 0.36, 0.35, 0.07
_MOST_PRIOR = 4.0
_HINT_PRIOR = 0.7
_DECODERS: dict[str, legacy_tables.Decoder] = {
    "tcvn3": legacy_tables.decode_tcvn3,
    "vni": legacy_tables.decode_vni,
    "cp1258": legacy_tables.decode_cp1258,
    "viscii": legacy_tables.decode_viscii,
    "utf-8": decode_utf8,
    TWICE: decode_utf8_twice,
}

_WHOLE = {"tcvn3": legacy_tables.is_whole_tcvn3, "vni": legacy_tables.is_whole_vni}
_SMALL = re.compile("[a-z]")


@dataclass(frozen=True)
class EncodingVote:
    """`ascii` needs no decoding, `unicode` only NFC; `confidence` from 0 to 1."""

    encoding: str
    confidence: float


@dataclass(frozen=True)
class _Ballot:
    """What one column says: the decision where it is plain, otherwise log-likelihoods by encoding."""

    plain: EncodingVote | None
    weights: Mapping[str, float]


def detect(column_values: pa.Array | pa.ChunkedArray | Iterable[str | None], hint: str | None = None) -> EncodingVote:
    """Decide one column on its own."""
    return _decide(_ballot(column_values), _hinted(hint))


def detect_columns(
    columns: Mapping[str, pa.Array | pa.ChunkedArray], hint: str | None = None
) -> dict[str, EncodingVote]:
    """Decide each text column, the other columns of the file counting as a prior that can only break near ties."""
    ballots = {name: _ballot(values) for name, values in columns.items() if _is_text(values.type)}
    votes: dict[str, EncodingVote] = {}
    for name, ballot in ballots.items():
        prior = Counter(_hinted(hint))
        for other, cast in ballots.items():
            if other != name:
                best = max(cast.weights.values(), default=0.0)
                prior.update({e: max(w - best, -_MOST_PRIOR) for e, w in cast.weights.items()})
        best = max(prior.values(), default=0.0)
        votes[name] = _decide(ballot, {e: max(w - best, -_MOST_PRIOR) for e, w in prior.items()})
    return votes


def decode(array: pa.Array, encoding: str) -> pa.Array:
    """The column in Unicode, NFC; values that can't be of that encoding stay as they are. Distinct values only."""
    if encoding == "ascii" or not _is_text(array.type):
        return array
    if encoding not in _DECODERS:
        return pc.utf8_normalize(array, form="NFC")
    coded = array.dictionary_encode()
    values = _decoded_all(coded.dictionary.to_pylist(), encoding)
    return pa.array(values, array.type).take(coded.indices)


def decode_text(text: str, encoding: str) -> str:
    """One string, as `decode` does it: for column names and previews."""
    decoder = _DECODERS.get(encoding)
    if decoder is None or _says_nothing(text, encoding):
        return unicodedata.normalize("NFC", text)
    return _decoded(text, decoder)


def _decoded(text: str, decoder: legacy_tables.Decoder) -> str:
    seen = as_bytes_text(text)
    return unicodedata.normalize("NFC", text) if seen is None else decoder(seen)


def _decoded_all(values: list[str], encoding: str) -> list[str]:
    """All in one piece where that can be taken apart again: 5 times faster than one by one."""
    joined = as_bytes_text(_BREAK.join(values))
    if (
        joined is None
        or joined.count(_BREAK) != len(values) - 1
        or encoding == TWICE
        or (encoding == "utf-8" and not _is_utf8(joined))
    ):
        return [v if _says_nothing(v, encoding) else _decoded(v, _DECODERS[encoding]) for v in values]
    if encoding != "tcvn3":
        return _DECODERS[encoding](joined).split(_BREAK)
    whole = legacy_tables.decode_tcvn3_block(joined)
    return [
        legacy_tables.raise_capitals(text, decoded)
        for text, decoded in zip(joined.split(_BREAK), whole.split(_BREAK), strict=True)
    ]


def _says_nothing(text: str, encoding: str) -> bool:
    """Whether it is the same in that encoding as in ASCII; VISCII has six letters among the control characters."""
    return text.isascii() and encoding != "viscii"


def _is_twice(text: str) -> bool:
    once = decode_utf8(text)
    twice = decode_utf8_twice(text)
    return twice not in (once, text) and not twice.isascii()


def preview(array: pa.Array | pa.ChunkedArray, encoding: str, most: int = 3) -> list[tuple[str, str]]:
    """Some values as they were read and as they are decoded: the first distinct ones that it changes."""
    if encoding == "ascii" or not _is_text(array.type):
        return []
    pairs = ((value, decode_text(value, encoding)) for value in _distinct_beyond_ascii(array))
    return list(islice((pair for pair in pairs if pair[0] != pair[1]), most))


def _is_utf8(text: str) -> bool:
    return text.isascii() or decode_utf8(text) != text


def _ballot(column_values: pa.Array | pa.ChunkedArray | Iterable[str | None]) -> _Ballot:
    values = _distinct_beyond_ascii(column_values)
    if not values:
        return _Ballot(EncodingVote("ascii", 1.0), {})
    seen = [text for value in values if (text := as_bytes_text(value)) is not None]
    unicode_share = 1 - len(seen) / len(values)
    if unicode_share >= 0.25:
        return _Ballot(EncodingVote("unicode", round(min(1.0, 0.5 + unicode_share), 3)), {})
    valid = sum((decoded := decode_utf8(text)) != text and not decoded.isascii() for text in seen) / len(seen)
    if valid >= 0.75:
        twice = sum(_is_twice(text) for text in seen) / len(seen)
        return _Ballot(EncodingVote(TWICE if twice >= 0.75 else "utf-8", round(valid, 3)), {})
    words = Counter(word for text in seen for word in _WORD.findall(text) if not word.isascii())
    return _Ballot(None, _weights(words))


def _weights(words: Counter[str]) -> dict[str, float]:
    """Log-likelihood of the words in each encoding; a repeated word counts by the root of its count."""
    weights = dict.fromkeys(LEGACY, 0.0)
    for word, count in words.items():
        for encoding in LEGACY:
            weights[encoding] += math.log(_chance(word, encoding)) * math.sqrt(count)
    return weights


def _chance(word: str, encoding: str) -> float:
    if encoding == "cp1252":
        return _WESTERN if is_western_word(word) else _WRONG
    if encoding == "viscii" and is_unit(word):  # whatever byte stands behind m, it is a letter there
        return _WRONG
    whole = _WHOLE.get(encoding)
    if whole and not whole(word):
        return _WRONG
    decoded = _DECODERS[encoding](word)
    torn = _SMALL.search(word) and any(char.isupper() for char in decoded[1:])
    if torn:
        return _WRONG
    if is_syllable(decoded):
        return _RIGHT if len(decoded) > 1 else _WESTERN
    return _ALIKE if is_like_syllable(decoded) else _WRONG


def _decide(ballot: _Ballot, prior: Mapping[str, float]) -> EncodingVote:
    if ballot.plain is not None:
        return ballot.plain
    totals = {e: w + prior.get(e, 0.0) for e, w in ballot.weights.items()}
    winner = max(totals, key=lambda e: totals[e])
    share = 1 / sum(math.exp(w - totals[winner]) for w in totals.values())
    return EncodingVote(winner, round(share, 3))


def _hinted(hint: str | None) -> dict[str, float]:
    """A .cpg is often wrong: it shifts only what the text leaves open."""
    name = re.sub(r"[^a-z0-9]", "", (hint or "").lower())
    aliases = {"1258": "cp1258", "windows1258": "cp1258", "1252": "cp1252", "windows1252": "cp1252"}
    aliases |= {"iso88591": "cp1252", "88591": "cp1252", "latin1": "cp1252"}
    encoding = aliases.get(name, name)
    return {encoding: _HINT_PRIOR} if encoding in LEGACY else {}


def _distinct_beyond_ascii(column_values: pa.Array | pa.ChunkedArray | Iterable[str | None]) -> list[str]:
    """Distinct values with a character beyond ASCII, at most 2,000 of them spread evenly."""
    if not isinstance(column_values, pa.Array | pa.ChunkedArray):
        column_values = pa.array(list(column_values), pa.string())
    if not len(column_values) or not _is_text(column_values.type):
        return []
    longer = pc.greater(pc.binary_length(column_values), pc.utf8_length(column_values))
    found = pc.unique(column_values.filter(pc.fill_null(longer, False))).to_pylist()
    step = -(-len(found) // _SAMPLE) or 1
    return [str(value) for value in found[::step]]


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))
