"""What a line of text asks for. It may be read in several ways: each way is tried, the likeliest first."""

import re
from dataclasses import dataclass

from layers.search.coordinates import Coordinate, read_coordinate
from layers.search.folding import soften


@dataclass(frozen=True)
class ParcelNumber:
    """A parcel by sheet and number, either of which may still be missing; `commune` is a code, `place` words."""

    sheet: str = ""
    number: str = ""
    commune: str = ""
    place: str = ""


@dataclass(frozen=True)
class Words:
    """A name, or the words of one with its number: "15" and "vo thi sau", "duong so" and "5".

    `whole` is the text with its number in it, which may be part of a name: read only after the others.
    """

    words: str
    numeral: str = ""
    number_first: bool = False
    whole: bool = False


Meaning = Coordinate | ParcelNumber | Words

_SHEET = (
    r"(?:so )?(?:hieu )?(?:to|tbd|map sheet|sheet) ?(?:ban do)? ?(?:dia chinh)? ?(?:so|no\.?|:)? ?"
    r"(?P<sheet>[a-z]{0,2}-?\d{1,6}[a-z]?)"
)
_PARCEL = r"(?:so )?(?:thua|parcel|plot) ?(?:dat)? ?(?:so|no\.?|:)? ?(?P<number>\d{1,6}[a-z]?)"
_BETWEEN = r"[ ,;.\-/]*"
_REST = r"(?:[ ,;.\-]+(?P<place>.*))?"
_FORMS = [
    re.compile(form)
    for form in (
        _SHEET + _BETWEEN + _PARCEL + _REST,
        _PARCEL + _BETWEEN + _SHEET + _REST,
        _PARCEL + _REST,
        _SHEET + r"[ ,;.\-]*(?:t|th|thu|thua(?: d| da| dat)?(?: s| so)?)?",  # still typing the parcel
        _SHEET + _REST,
        r"(?P<commune>\d{5})[ ./_\-]+(?P<sheet>\d{1,6})[ ./_\-]+(?P<number>\d{1,6}[a-z]?)",
        r"(?P<sheet>\d{1,6}) ?/ ?(?P<number>\d{1,6}[a-z]?)" + _REST,
    )
]
_NUMBER_FIRST = re.compile(r"(?:so nha |nha so |so |no\.? )?(?P<numeral>\d[\d/\-]{0,15}) ?,? ?(?P<words>.*[a-z].*)")
_NUMBER_LAST = re.compile(r"(?P<words>.*\D)(?P<numeral>\d{1,18})")
_PLACE_START = re.compile(r"^(?:o|tai|thuoc|in|at) ")


def understand(text: str) -> list[Meaning]:
    """The ways to read the text, likeliest first; empty where there is too little to go by.

    Raises:
        InvalidRequest: E-SEARCH-02 for a coordinate that fits no system.
    """
    soft = soften(text)
    coordinate = read_coordinate(soft)
    if coordinate is not None:
        return [coordinate]
    meanings: list[Meaning] = []
    parcel = _parcel_number(soft)
    if parcel is not None:
        meanings.append(parcel)
        if "/" not in soft or not parcel.place:
            return meanings
    meanings += _words(soft)
    return meanings


def _parcel_number(soft: str) -> ParcelNumber | None:
    for form in _FORMS:
        match = form.fullmatch(soft)
        if match is not None:
            found = match.groupdict(default="")
            place = _PLACE_START.sub("", (found.pop("place", None) or "").strip(" ,;.-"))
            return ParcelNumber(**{key: value or "" for key, value in found.items()}, place=place)
    return None


def _words(soft: str) -> list[Words]:
    letters = re.sub(r"[\W_]", "", soft)
    if len(letters) < 2:
        return []
    if soft.isdigit():
        return [Words("", soft)]
    found = []
    first, last = _NUMBER_FIRST.fullmatch(soft), _NUMBER_LAST.fullmatch(soft)
    if first is not None:
        found.append(Words(first["words"], first["numeral"].rstrip("-/"), number_first=True))
    if last is not None:
        found.append(Words(last["words"].strip(), last["numeral"]))
    return [*found, Words(soft, whole=bool(found))]
