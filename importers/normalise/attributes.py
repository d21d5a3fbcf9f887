"""Which source column fills which field of a layer, by an alias table.

Names are compared without case, accents and anything but letters and digits. A DBF cuts names at 10 characters, so a
source name of exactly 10 matches an alias that begins with it, where no whole match claims the field.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

DBF_NAME_LENGTH = 10


@dataclass(frozen=True)
class FieldTarget:
    """A field to fill: its own name is the first alias, `type` is one of `importers.normalise.values.TYPES`."""

    name: str
    aliases: Sequence[str] = ()
    type: str = "text"


@lru_cache(4_000)
def plain(name: str) -> str:
    """The form in which names are compared: `Số_Tờ` and `SOTO` are the same `soto`."""
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return re.sub(r"[^0-9a-z]+", "", bare.casefold().replace("đ", "d"))


def match_columns(source_names: Sequence[str], fields: Sequence[FieldTarget]) -> dict[str, str]:
    """Source column -> field. Each is used once; the earlier alias wins, then the earlier column.

    Whole names of all fields are settled before cut ones, so that a cut name never takes what a whole one could.
    """
    matched: dict[str, str] = {}
    taken: set[str] = set()
    for cut in (False, True):
        for field in fields:
            if field.name in taken:
                continue
            found = _first(source_names, field, matched, cut)
            if found is not None:
                matched[found] = field.name
                taken.add(field.name)
    return {name: matched[name] for name in source_names if name in matched}


def _first(source_names: Sequence[str], field: FieldTarget, matched: dict[str, str], cut: bool) -> str | None:
    for alias in (field.name, *field.aliases):
        for name in source_names:
            if name not in matched and (_is_cut(name, alias) if cut else plain(name) == plain(alias) != ""):
                return name
    return None


def _is_cut(name: str, alias: str) -> bool:
    """Whether a DBF would have cut the alias, or its form without separators, to this name."""
    if len(name) != DBF_NAME_LENGTH:
        return False
    folded = "".join(c for c in unicodedata.normalize("NFD", alias) if not unicodedata.combining(c)).casefold()
    folded = folded.replace("đ", "d")
    return len(folded) > DBF_NAME_LENGTH and (
        folded[:DBF_NAME_LENGTH] == name.casefold() or plain(alias)[:DBF_NAME_LENGTH] == name.casefold()
    )
