"""Text that shows another encoding's bytes: back to those bytes, and what they are as UTF-8 or in Western words."""

import re

# What Windows-1252 shows for the bytes 0x80 to 0x9f, where ISO-8859-1 has control characters.
_FROM_CP1252 = {
    ord(char): chr(byte) for byte in range(0x80, 0xA0) if (char := bytes([byte]).decode("cp1252", "ignore"))
}
_CUT_TAIL = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})$")
_WESTERN = re.compile(r"^(?:[a-zà-öø-ÿœ]+|[A-ZÀ-ÖØ-ÞŒ][a-zà-öø-ÿœ]*|[A-ZÀ-ÖØ-ÞŒß]{2,})$")
_UNIT = re.compile(r"^[A-Za-z]{0,2}[°²³º½¼¾±Ø][A-Za-z]?$")


def as_bytes_text(text: str) -> str | None:
    """The text with each character standing for one byte (ISO-8859-1), or None where it has others: it is Unicode."""
    if _is_latin1(text):
        return text
    seen = text.translate(_FROM_CP1252)
    return seen if _is_latin1(seen) else None


def _is_latin1(text: str) -> bool:
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def decode_utf8(text: str) -> str:
    """Bytes that are UTF-8 as their characters, others unchanged; a character cut at a field's end is dropped."""
    data = text.encode("latin-1")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return _CUT_TAIL.sub(b"", data).decode("utf-8")
    except UnicodeDecodeError:
        return text


def decode_utf8_twice(text: str) -> str:
    """What was UTF-8, was taken for ISO-8859-1 or Windows-1252, and written as UTF-8 again; others unchanged."""
    once = decode_utf8(text)
    seen = as_bytes_text(once)
    if once == text or seen is None:
        return once
    return decode_utf8(seen)


def is_unit(word: str) -> bool:
    """m², °C, Ø: what stands behind numbers in every encoding."""
    return bool(_UNIT.match(word))


def is_western_word(word: str) -> bool:
    """Letters of Western Europe in one case or capitalised, half of them ASCII; or a unit such as m² or °C."""
    plain = sum(char.isascii() for char in word)
    return is_unit(word) or (bool(_WESTERN.match(word)) and plain * 2 >= len(word))
