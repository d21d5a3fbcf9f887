"""What the set-up and the command line say to people: always on standard error, in their language.

Standard output belongs to what a command reports, so that `--json` can be piped.
"""

import os
import sys
from collections.abc import Mapping

from gis.errors import DothiError
from gis.plurals import plural


def language(environment: Mapping[str, str] = os.environ) -> str:
    """`vi` or `en`, by the first of LC_ALL, LC_MESSAGES and LANG that is set, as POSIX orders them."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "vi" if value.lower().startswith("vi") else "en"
    return "en"


def local(english: str, vietnamese: str) -> str:
    """The one of two texts that is in the reader's language."""
    return vietnamese if language() == "vi" else english


def figure(number: int) -> str:
    """A whole number with its thousands grouped, in the reader's way of writing."""
    return f"{number:,}".replace(",", local(",", "."))


def counted(number: int, one: str, many: str = "") -> str:
    """`1 feature`, `1,234 features`: for the English of a sentence."""
    return f"{figure(number)} {plural(number, one, many)}"


def say(text: str, end: str = "\n") -> None:
    """One line to the person at the terminal; a terminal without UTF-8 gets the nearest it can show."""
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(text.encode(encoding, "replace").decode(encoding) + end)
    sys.stderr.flush()


def say_refusal(error: DothiError) -> None:
    """The one place where a coded refusal becomes text on a terminal: code, sentence, way out."""
    spoken = language()
    say(f"{error.code} {error.sentence(spoken)} {error.way_out(spoken)}".strip())
