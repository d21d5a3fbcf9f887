"""Tables as text that spreadsheet programs open as they are: the one rule for all CSV that is written here."""

import re

BOM = "\ufeff"
"""Without it spreadsheet programs take UTF-8 for the code page of the machine, and Vietnamese for gibberish."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*(?:[eE][+-]?[0-9]+)?")


def plain(value: object) -> str:
    """The value as text that no spreadsheet takes for a formula: one that begins like one gets an apostrophe in front
    (OWASP, CSV injection), unless it is a number as a whole."""
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text
