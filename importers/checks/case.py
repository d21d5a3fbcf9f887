"""What a rule is given and what it gives back."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely

from gis.spatial.crs import METRES_A_DEGREE
from layers.catalog.description import LayerDescription
from layers.checks.queries import Standing
from layers.features.authority import Author

if TYPE_CHECKING:
    from importers.checks.tiles import Tile

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Case:
    """One case of a rule: `rows` are positions in the subject, `ids` features that stand in the layer, `shape` is
    where, in the storage system (None: where the rows are). `out` are the rows that are kept out where the rule is an
    error (None: all)."""

    rows: tuple[int, ...]
    shape: shapely.Geometry | None = None
    ids: tuple[int, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    out: tuple[int, ...] | None = None


@dataclass(frozen=True)
class RowCases:
    """Cases of one row each, as many as there are rows, made only when they are wanted: in a file in the wrong place
    every feature is one."""

    rows: Numbers
    values: Callable[[int], Mapping[str, Any]]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Case]:
        return (Case((row,), values=self.values(row)) for row in self.rows.tolist())


@dataclass(frozen=True)
class Subject:
    """The features of one file as they would stand in the layer.

    `wkb` and `bounds` (west, south, east, north a row) are in the storage system; `areas` are m² in the system of the
    survey, NaN where there are none; `communes` the codes of those in which they lie, None where nobody knows outlines;
    `columns` those of the layer's fields that rules read and the file fills.
    """

    layer: LayerDescription
    fids: Numbers
    wkb: pa.ChunkedArray
    bounds: npt.NDArray[np.float64]
    areas: npt.NDArray[np.float64]
    communes: pa.ChunkedArray | None
    columns: Mapping[str, pa.ChunkedArray]
    standing: Standing
    by: Author

    def __len__(self) -> int:
        return len(self.fids)

    @cached_property
    def unit(self) -> float:
        """How many units of the storage system a metre is, near enough for a tolerance."""
        return 1 / METRES_A_DEGREE if self.layer.storage.is_geographic else 1.0

    def shapes(self, rows: Sequence[int] | Numbers) -> npt.NDArray[np.object_]:
        """Their geometries, chunk by chunk: Arrow would put all chunks into one for it."""
        asked = np.asarray(rows, np.int64)
        wkb = np.empty(len(asked), dtype=object)
        chunk_of = np.searchsorted(self._ends, asked, side="right")
        for number in np.unique(chunk_of):
            chosen = chunk_of == number
            chunk = self.wkb.chunk(int(number))
            within = asked[chosen] - (self._ends[number] - len(chunk))
            wkb[chosen] = chunk.take(pa.array(within)).to_numpy(zero_copy_only=False)
        return np.asarray(shapely.from_wkb(wkb), dtype=object)

    @cached_property
    def _ends(self) -> Numbers:
        """Where each chunk of the geometries ends."""
        return np.cumsum([len(chunk) for chunk in self.wkb.chunks], dtype=np.int64)


def shapes_of(cases: Sequence[Case]) -> npt.NDArray[np.object_]:
    """Where they are; each has a shape."""
    return np.array([case.shape for case in cases], dtype=object)


Find = Callable[[Subject, float], "RowCases | Iterable[Case]"]
FindInTile = Callable[["Tile", float], Iterable[Case]]
Merge = Callable[[Subject, Sequence[Case], float], Iterable[Case]]


def as_they_come(subject: Subject, cases: Sequence[Case], tolerance: float) -> Iterable[Case]:
    """What tiles found needs no putting together."""
    return cases


@dataclass(frozen=True)
class Rule:
    """How one rule looks: at whole columns (`find`), or tile by tile (`find_in`), whose cases `merge` puts together.
    `columns` are the fields of the layer that it reads. Tolerances of tiles come in units of the storage system."""

    name: str
    find: Find | None = None
    find_in: FindInTile | None = None
    merge: Merge = as_they_come
    columns: Callable[[LayerDescription], Sequence[str]] = lambda layer: ()
