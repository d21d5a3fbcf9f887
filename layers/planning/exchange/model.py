"""The classes as the official table has them. A class's key is `database/dataset/class`: only 91 of the 153 class names
are unique, since what exists (HienTrang) and what is planned (QuyHoach) share theirs."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gis.spatial.kinds import KIND_OF_TYPE, GeometryKind
from layers.catalog.description import Title

DATA = Path(__file__).parents[1] / "data"
MODEL = "planning"
"""What the model is called in commands."""

DATABASES: dict[str, Title] = {
    "HienTrang": Title("Hiện trạng", "Existing"),
    "QuyHoach": Title("Quy hoạch", "Planned"),
    "NenDiaHinh": Title("Nền địa hình", "Base map"),
    "MocGioi": Title("Mốc giới", "Markers"),
}


@dataclass(frozen=True)
class ExchangeField:
    """A field by its official name; `kind` is the type as the table writes it: `object` (text), `float32`, `float64`,
    `int16`, `int32`, `datetime64[ms]`."""

    name: str
    kind: str


@dataclass(frozen=True)
class ExchangeClass:
    """One feature class."""

    database: str
    dataset: str
    name: str
    kind: GeometryKind
    title_vi: str
    fields: tuple[ExchangeField, ...]

    @property
    def key(self) -> str:
        return f"{self.database}/{self.dataset}/{self.name}"


@cache
def classes() -> tuple[ExchangeClass, ...]:
    """All classes, in the order of the table; by database, in that of `DATABASES`."""
    with (DATA / "tt16_geodatabase_classes.csv").open(encoding="utf-8", newline="") as file:
        found = [
            ExchangeClass(
                row["database"],
                row["dataset"],
                row["feature_class"],
                KIND_OF_TYPE[row["geometry"].lower()],
                row["alias_vi"],
                tuple(ExchangeField(*field.split(":", 1)) for field in row["fields"].split(" ")),
            )
            for row in csv.DictReader(file)
        ]
    order = list(DATABASES)
    return tuple(sorted(found, key=lambda one: order.index(one.database)))


def classes_named(name: str) -> tuple[ExchangeClass, ...]:
    """The classes of that name: one in each database at most."""
    return tuple(one for one in classes() if one.name == name)


def recognised_class(name: str, file_name: str, fields: Iterable[str]) -> ExchangeClass | None:
    """The class that a delivered layer is: by its name and, where two databases have that, by the database's name in
    that of the file, else by the fields. None where that doesn't tell one."""
    candidates = classes_named(name)
    if len(candidates) > 1:
        named = [one for one in candidates if one.database.casefold() in file_name.casefold()]
        mine = {field for field in fields if field in {f.name for one in candidates for f in one.fields}}
        candidates = tuple(named or [one for one in candidates if mine == {f.name for f in one.fields}])
    return candidates[0] if len(candidates) == 1 else None


def is_class_key(name: str) -> bool:
    """Whether it is the key of a class."""
    return name in _by_key()


def class_of(key: str) -> ExchangeClass:
    """The class with that key; raises KeyError."""
    return _by_key()[key]


@cache
def _by_key() -> dict[str, ExchangeClass]:
    return {one.key: one for one in classes()}
