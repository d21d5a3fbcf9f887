"""Batches of the source become batches of the layer: clean geometry in the storage CRS, complete rows only."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from gis.errors import Finding, Severity
from gis.spatial.crs import Crs, transformer
from gis.spatial.geometry import CleanedGeometries, clean
from gis.spatial.wkb import as_ewkb, is_storable
from importers.reading.spool import Spool
from importers.services.columns import NAMED_FIDS, ColumnPlan, batch_columns
from importers.services.communes import CommuneFinder
from layers.catalog.description import LayerDescription


@dataclass
class Tally:
    """How many features met what, and the first of them by source number."""

    count: int = 0
    fids: list[int] = field(default_factory=list)

    def add(self, fids: npt.NDArray[np.int64]) -> None:
        self.count += len(fids)
        self.fids += fids[: NAMED_FIDS - len(self.fids)].tolist()


@dataclass
class Cleaning:
    """One file's way into one layer. `tallies` fill while the batches are taken."""

    spool: Spool
    description: LayerDescription
    survey: Crs
    plan: ColumnPlan
    communes: CommuneFinder = field(default_factory=lambda: CommuneFinder(()))
    tallies: dict[str, Tally] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)
    required: dict[str, Tally] = field(default_factory=dict)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Rows that can be loaded, in the source's order."""
        start = 0
        for batch in self.spool.batches():
            cleaned = self._clean(batch, start)
            start += len(batch)
            if len(cleaned):
                yield cleaned

    @property
    def repaired(self) -> int:
        return self._of("W-GEOM-01").count

    @property
    def rejected(self) -> int:
        return sum(self._of(code).count for code in ("E-GEOM-03", "E-GEOM-04", "E-GEOM-05")) + sum(
            tally.count for tally in self.required.values()
        )

    def findings(self) -> Iterator[Finding]:
        for code, tally in self.tallies.items():
            severity = {"E": Severity.ERROR, "W": Severity.WARNING, "N": Severity.NOTE}[code[0]]
            reasons = ", ".join(f"{name}: {count}" for name, count in self.reasons.items())
            values = {"reason": reasons, "expected": str(self.description.geometry_kind)}
            yield Finding(code, severity, tally.count, values, tally.fids)
        for name, tally in self.required.items():
            yield Finding("E-VALUE-01", Severity.ERROR, tally.count, {"field": name}, tally.fids)

    def _clean(self, batch: pa.RecordBatch, start: int) -> pa.RecordBatch:
        fids = batch.column("fid").to_numpy(zero_copy_only=False)
        geometries = shapely.from_wkb(batch.column("geometry").to_numpy(zero_copy_only=False), on_invalid="ignore")
        result = clean(geometries, self.description.geometry_kind)
        self._count(result, fids)
        kept = ~shapely.is_missing(result.geometries)
        columns = batch_columns(self.plan, batch, start)
        for described in self.description.fields:
            if described.required and (described.name in columns or described.default is None):
                present = self._present(columns.get(described.name), len(batch))
                missing = fids[kept & ~present]
                if len(missing):
                    self.required.setdefault(described.name, Tally()).add(missing)
                kept &= present
        stored = self._project(result.geometries[kept])
        mask = pa.array(kept)
        geometry = self._ewkb(batch.column("geometry").filter(mask), result.as_read[kept], stored)
        arrays = {"fid": pa.array(fids[kept], pa.int64()), "geometry": geometry}
        if self.communes:
            arrays["commune_code"] = self.communes.codes_of(stored)
        arrays |= {name: column.filter(mask) for name, column in columns.items()}
        return pa.record_batch(arrays)

    def _ewkb(self, read: pa.Array, as_read: npt.NDArray[np.bool_], stored: npt.NDArray[np.object_]) -> pa.Array:
        """As the column takes it; the source's own bytes for those that nothing was done to."""
        kind, storage = self.description.geometry_kind, self.description.storage
        anew = ~as_read if self.survey.epsg == storage.epsg else np.ones(len(stored), dtype=bool)
        anew[~is_storable(read, kind)] = True
        if anew.any():
            written = pa.array(shapely.to_wkb(stored[anew], byte_order=1), pa.binary())
            read = pc.replace_with_mask(read, pa.array(anew), written)
        return as_ewkb(read, kind, storage.srid)

    def _project(self, geometries: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
        """Into the storage CRS by the pinned way; all coordinates of a batch in one call."""
        if self.survey.epsg == self.description.storage_epsg or not len(geometries):
            return geometries
        change = transformer(self.survey.epsg, self.description.storage_epsg).transform
        projected: npt.NDArray[np.object_] = shapely.transform(
            geometries, lambda xy: np.column_stack(change(xy[:, 0], xy[:, 1]))
        )
        return projected

    def _count(self, result: CleanedGeometries, fids: npt.NDArray[np.int64]) -> None:
        for code, mask in (
            ("E-GEOM-03", result.missing),
            ("E-GEOM-04", result.not_finite),
            ("E-GEOM-05", result.irreparable),
            ("W-GEOM-01", result.repaired),
            ("N-GEOM-01", result.flattened),
        ):
            if mask.any():
                self._of(code, keep=True).add(fids[mask])
        for reason, count in result.reasons.items():
            self.reasons[reason] = self.reasons.get(reason, 0) + count

    def _of(self, code: str, *, keep: bool = False) -> Tally:
        return self.tallies.setdefault(code, Tally()) if keep else self.tallies.get(code, Tally())

    @staticmethod
    def _present(column: pa.Array | None, length: int) -> npt.NDArray[np.bool_]:
        if column is None:
            return np.zeros(length, dtype=bool)
        present: npt.NDArray[np.bool_] = column.is_valid().to_numpy(zero_copy_only=False).copy()
        return present
