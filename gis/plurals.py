"""English words that go with a number: 1 feature, 2 features. Vietnamese has one form for both."""

import string
from typing import Any


class Sentence(string.Formatter):
    """As `str.format`; `{count:feature was|features were}` gives the words that go with the number."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """`one|many`, or a number's own form."""
        one, bar, many = format_spec.partition("|")
        return (one if value == 1 else many) if bar else str(super().format_field(value, format_spec))


def plural(number: int, one: str, many: str = "") -> str:
    """The word that goes with the number; `many` is `one` with an s unless it is said."""
    return one if number == 1 else many or f"{one}s"
