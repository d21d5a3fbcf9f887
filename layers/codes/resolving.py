"""Values of code fields as sources write them: one code, several joined by "+", other letter case, or the title."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from layers.codes.meaning import Code, best_on, stories
from layers.codes.soundness import successor_of

JOINT = "+"
"""Between the codes of one value: a parcel may serve two purposes ("ONT+LUC")."""


class Standing(StrEnum):
    """How a value stands to a list on a day: as the list writes it; recognised though written otherwise; a code that
    holds on other days only; nothing of the list."""

    KNOWN = "known"
    RESPELT = "respelt"
    ENDED = "ended"
    UNKNOWN = "unknown"


_WORST = (Standing.KNOWN, Standing.RESPELT, Standing.ENDED, Standing.UNKNOWN)


@dataclass(frozen=True)
class Resolution:
    """`value` is as the list writes it where the value was recognised, else as it was given. `now` is what holds in the
    place of one that ended, where the list says one code alone."""

    standing: Standing
    value: str
    now: str | None = None


class Resolver:
    """Recognises values on one day. What two codes could mean isn't guessed at."""

    def __init__(self, codes: Iterable[Code], day: date) -> None:
        codes = list(codes)
        holding = [code for code in codes if code.holds_on(day)]
        self.holding = {code.code for code in holding}
        self.ended = {code.code for code in codes} - self.holding
        self.ended_folded = {_folded(code) for code in self.ended}
        self.ended_by_writing = _unambiguous([(code, code) for code in self.ended])
        self.stories = stories(codes)
        self.day = day
        titles = _unambiguous(
            [(title, code.code) for code in holding for title in {code.title_vi, code.title_en} if title]
        )
        self.by_writing = titles | _unambiguous([(code, code) for code in self.holding])

    def resolve(self, value: str) -> Resolution:
        whole = self._one(value)
        if whole.standing is not Standing.UNKNOWN or JOINT not in value:
            return whole
        parts = [self._one(part) for part in value.split(JOINT)]
        standing = max((part.standing for part in parts), key=_WORST.index)
        if standing is Standing.ENDED:
            now = [part.now if part.standing is Standing.ENDED else part.value for part in parts]
            return Resolution(standing, value, None if None in now else JOINT.join(dict.fromkeys(filter(None, now))))
        if standing is Standing.UNKNOWN:
            return Resolution(standing, value)
        joined = JOINT.join(part.value for part in parts)
        return Resolution(Standing.KNOWN if joined == value else Standing.RESPELT, joined)

    def _one(self, text: str) -> Resolution:
        if text in self.holding:
            return Resolution(Standing.KNOWN, text)
        code = self.by_writing.get(_folded(text))
        if code is not None:
            return Resolution(Standing.RESPELT, code)
        if text not in self.ended and _folded(text) not in self.ended_folded:
            return Resolution(Standing.UNKNOWN, text)
        former = text if text in self.ended else self.ended_by_writing.get(_folded(text))
        return Resolution(Standing.ENDED, text, self._successor(former) if former else None)

    def _successor(self, former: str) -> str | None:
        """The one code that holds on the day to which the meaning went over, also by way of others that ended; None
        for a code that was split, that nothing followed, or that is yet to come."""
        meaning, seen = best_on(self.stories[former], self.day), set[str]()
        while len(meaning.successors) == 1 and meaning.valid_to is not None and meaning.valid_to <= self.day:
            (link,) = meaning.successors
            if link.code in seen:
                return None
            seen.add(link.code)
            meaning = successor_of(meaning, self.stories[link.code])
            if meaning.holds_on(self.day):
                return meaning.code
        return None


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for writing, code in pairs:
        found.setdefault(_folded(writing), set()).add(code)
    return {writing: next(iter(codes)) for writing, codes in found.items() if len(codes) == 1}
