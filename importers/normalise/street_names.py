"""Names of streets and numbers of houses as people write them, in a form in which they can be compared."""

import re
import unicodedata

_WORD = re.compile(r"[a-z]+\.?|\d+(?:/\d+)*[a-z]?")
_KINDS = (("duong",), ("d",), ("d.",), ("pho",), ("p.",), ("p",), ("street",), ("dai", "lo"), ("dl.",))
_LANES = frozenset({"hem", "h.", "ngo", "kiet", "ngach", "alley", "kiem"})
_ROADS = {"ql": "quoc lo", "ql.": "quoc lo", "tl": "tinh lo", "tl.": "tinh lo", "dt": "tinh lo", "dt.": "tinh lo",
          "hl": "huong lo", "hl.": "huong lo"}  # fmt: skip
_ADDRESS = re.compile(r"^\s*(?:số|so|no\.?)?\s*(\d+[a-zA-Z]?(?:/\d+[a-zA-Z]?)*)\s*[,\s]\s*(.*\S)\s*$", re.IGNORECASE)
_FIRST = re.compile(r"\d+")
_LAST = re.compile(r"(\d+)\D*$")


def street_key(name: str) -> str:
    """`Đ. Nguyễn Ái Quốc`, `đường NGUYEN AI QUOC` and `Nguyễn Ái Quốc` are one; so are `Hẻm 5` and `Ngõ 5`."""
    words = _words(name)
    if words and words[0] in _ROADS:
        words = [*_ROADS[words[0]].split(), *words[1:]]
    for kind in _KINDS:
        if tuple(words[: len(kind)]) == kind and len(words) > len(kind):
            words = words[len(kind) :]
            break
    if words and words[0] in _LANES:
        words[0] = "hem"
    text = " ".join(word.rstrip(".") for word in words)
    return text.replace("thang tam", "thang 8")


def same_street(key: str, known: str, original: str) -> bool:
    """Whether a name with words cut to a letter or to their beginning and a point (`N. Ái Quốc`) is the known one."""
    cut = list(_words(original))
    cut = cut[len(cut) - len(key.split()) :]
    whole = known.split()
    if len(cut) != len(whole) or cut == whole:
        return False
    return all(
        a == b or ((a.endswith(".") or len(a) == 1) and b.startswith(a.rstrip(".")))
        for a, b in zip(cut, whole, strict=True)
    )


def house_number(text: str) -> int | None:
    """12 of `12`, `12A`, `Số 12` and `12/3`, which lies in the lane that begins there."""
    match = _FIRST.search(text)
    return int(match[0][:9]) if match else None


def pole_number(text: str) -> int | None:
    """The last number: 7 of `7`, `Trụ 7`, `NAQ-07` and `2/7`."""
    match = _LAST.search(text.strip())
    return int(match[1][-9:]) if match else None


def split_address(text: str) -> tuple[str, str] | None:
    """`12A Nguyễn Ái Quốc, phường Trấn Biên` as house number and street."""
    match = _ADDRESS.match(text)
    if match is None:
        return None
    street = match[2].split(",")[0].strip()
    return (match[1], street) if street else None


def _words(name: str) -> list[str]:
    bare = "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))
    return _WORD.findall(bare.replace("đ", "d").replace("cmt8", "cach mang thang 8"))
