"""The VN-2000 zone that is set for each province, before July 2025 and since.

Source: layers/administration/data/vn2000_province_meridians.csv (Circular 24/2025 and what it replaced). 20 of the 63
former provinces had another meridian than the one they went into, and old cadastral files keep theirs.
"""

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[1] / "data" / "vn2000_province_meridians.csv"

_RENAMED = {"Thừa Thiên Huế": "Huế"}
"""Names of the table that the list of June 2025 has no more: Huế is a city since January 2025."""


@dataclass(frozen=True)
class ProvinceZones:
    """EPSG numbers: of former provinces by name (in small letters, NFC), of today's by code."""

    former: dict[str, int]
    present: dict[str, int]

    def of_former(self, name: str) -> int | None:
        """The zone of a province of before July 2025; `name` goes without its kind."""
        return self.former.get(_key(name))


@cache
def province_zones() -> ProvinceZones:
    """The whole table."""
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    former = {_key(_RENAMED.get(row["old_province"], row["old_province"])): int(row["old_epsg"]) for row in rows}
    return ProvinceZones(former, {row["new_province_code"]: int(row["new_epsg"]) for row in rows})


def _key(name: str) -> str:
    """Whatever the place of the tone mark: Hoà Bình is Hòa Bình."""
    letters = unicodedata.normalize("NFD", name.lower().replace("-", " "))
    marks = "".join(sorted(letter for letter in letters if unicodedata.combining(letter)))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)) + marks
