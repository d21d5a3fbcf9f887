"""Secrecy marks on a delivered file: Mật, Tối mật, Tuyệt mật (Law on Protection of State Secrets 29/2018/QH14, art. 8).

A mark is told from the words that share its letters: "mật độ" is density, "nước mặt" surface water, "bảo mật" data
security. The two higher marks are plain words of two syllables; the lowest, "Mật", counts only where nothing else
explains it. Every text is read as it is and in the old encodings, for file names carry those too.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

MARKS = ("tuyệt mật", "tối mật", "mật")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_AFTER = frozenset(
    (
        "độ",
        "ong",
        "mã",
        "khẩu",
        "thiết",
        "hiệu",
        "thư",
        "nghị",
        "vụ",
        "sơn",
        "ninh",
        "ngọt",
        "gấu",
        "cật",
        "rừng",
        "hoa",
    )
)
"""What "mật" goes together with: density, honey, cipher, password, places."""
_BEFORE = frozenset(
    ("bảo", "không", "chưa", "ong", "bí", "chim", "đường", "rỉ", "túi", "cơ", "chi", "thân", "trù", "hoa")
)
"""What goes before it likewise; of those only "bí mật" is about secrets, and is what laws and prose speak of."""
_PLAIN_BEFORE = ("do", "tai lieu", "ho so", "ban do", "du lieu", "dong dau", "muc", "cap")
"""Words before an unaccented "mat" at the end of a name that leave no doubt, as in "tai_lieu_mat": else mặt."""
_BRACKETED = re.compile(r"[\[(]\s*mat\s*[\])]", re.IGNORECASE)
_INTRODUCED = re.compile(
    r"(?:độ mật|mức mật|cấp mật|mức độ mật|cấp độ mật|đóng dấu|dấu)\W{0,4}(?:tuyệt mật|tối mật|mật)"
    r"(?!\s+(?:độ|mã|khẩu))\b"
)
_SAID = re.compile(r"\b(?:tuyệt mật|tối mật)\b")
_DENIED = re.compile(r"\b(?:không|chưa|chẳng|ngoài|trừ)\b[^.;:\n]{0,60}$")
_COLUMNS = frozenset({"domat", "mucdomat", "capdomat", "mucmat", "capmat", "dobaomat", "mucdobaomat", "capdobaomat"})
_LEAD = re.compile(r"^(?:độ (?:mật )?|do (?:mat )?)(?=.)")
_PLAIN_MARKS = frozenset({"mat", "toi mat", "tuyet mat"})


def marked_name(name: str) -> bool:
    """Whether the name of a file or a layer carries a mark."""
    return any(_is_marked_name(text) for text in _readings(name))


def marked_prose(text: str) -> bool:
    """Whether a description says that the data is secret; one that says that it isn't doesn't."""
    return any(_says_secret(reading) for reading in _readings(text))


def is_secrecy_column(name: str) -> bool:
    """Whether a column says how secret a row is: do_mat, Độ mật, mức độ mật."""
    for reading in _readings(name):
        plain = "".join(_WORD.findall(_bare(reading))).lower()
        if plain in _COLUMNS or reading.strip().lower() == "mật":
            return True
    return False


def marked_value(text: str) -> bool:
    """Whether a value of such a column is a mark, with or without accents: `Mật`, `TOI MAT`, `Tuyệt mật (A)`."""
    for reading in _readings(text):
        words = _WORD.findall(reading.lower())
        while words and (len(words[-1]) == 1 or words[-1].isdigit()):  # (A), số 1
            words.pop()
        said = _LEAD.sub("", " ".join(words))
        if said in MARKS or said in _PLAIN_MARKS:
            return True
    return False


def marked_values(values: Iterable[str | None]) -> bool:
    return any(marked_value(value) for value in set(values) if value)


def _is_marked_name(name: str) -> bool:
    words = _WORD.findall(_apart(name))
    small = [word.lower() for word in words]
    if any(_bare(word) in ("tuyetmat", "toimat") for word in small):
        return True
    plain = [_bare(word) for word in small]
    for at, word in enumerate(small):
        before, after = (small[at - 1] if at else ""), (small[at + 1] if at + 1 < len(small) else "")
        state = before == "bí" and small[at + 1 : at + 3] == ["nhà", "nước"]
        alone = before not in _BEFORE and after not in _AFTER
        if word == "mật" and (before in ("tuyệt", "tối") or state or alone):
            return True
        if word == "mat" and before in ("tuyet", "toi") and after not in ("do", "duong"):
            return True
    return _ends_in_plain_mark(words, plain) or bool(_BRACKETED.search(name))


def _ends_in_plain_mark(words: Sequence[str], plain: Sequence[str]) -> bool:
    """An unaccented "mat" that nothing follows but a number, after words that introduce it, or in capitals alone."""
    at = len(words) - 1
    while at > 0 and words[at].isdigit():
        at -= 1
    if at <= 0 or words[at].lower() != "mat":
        return False
    before = " ".join(plain[:at])
    introduced = any(before == one or before.endswith(f" {one}") for one in _PLAIN_BEFORE)
    capital = words[at] == "MAT" and not any(word.isupper() and len(word) > 1 for word in words[:at])
    return introduced or capital


def _says_secret(text: str) -> bool:
    small = " ".join(text.lower().split())
    if small.strip(" .!*[]()\"'") in MARKS:
        return True
    for found in (*_SAID.finditer(small), *_INTRODUCED.finditer(small)):
        if not _DENIED.search(small[: found.start()]):
            return True
    return False


def _readings(text: str) -> Iterator[str]:
    """The text as it is and, where it holds no character beyond one byte, in each old encoding and UTF-8."""
    seen = unicodedata.normalize("NFC", text)
    yield seen
    if not seen.isascii():
        from importers.normalise.encoding import LEGACY, decode_text  # not for files whose names are plain

        for encoding in ("utf-8", *LEGACY):
            other = decode_text(text, encoding)
            if other != seen:
                yield other


def _apart(name: str) -> str:
    """BanDoMật as Ban Do Mật."""
    return "".join(f"{a} " if a.islower() and b.isupper() else a for a, b in zip(name, f"{name[1:]} ", strict=False))


def _bare(text: str) -> str:
    """Without accents, in small letters."""
    parts = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(char for char in parts if not unicodedata.combining(char))
