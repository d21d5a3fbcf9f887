"""Text as people type it: accents, case and typographic signs don't matter."""

import re
import unicodedata

_SIGNS = str.maketrans(
    {
        "º": "°", "˚": "°", "′": "'", "’": "'", "‘": "'", "ʹ": "'", "″": '"', "”": '"', "“": '"', "ʺ": '"',
        "−": "-", "–": "-", "—": "-", "‑": "-", "đ": "d", "Đ": "d", "ð": "d", "\u00a0": " ",
    }
)  # fmt: skip


def soften(text: str) -> str:
    """Lower case without accents and control characters, one kind of each sign, single spaces."""
    composed = unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS)
    letters = (c for c in unicodedata.normalize("NFD", composed) if unicodedata.category(c) not in ("Mn", "Cf"))
    plain = "".join(" " if unicodedata.category(c).startswith(("C", "Z")) else c for c in letters)
    return re.sub(r"\s+", " ", plain.lower()).strip()


def printable(text: str) -> str:
    """The text as it may be shown and sent to PostgreSQL: composed, without control characters, single spaces."""
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in text)
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", plain)).strip()
