"""Batches of the source become batches of the layer: clean geometry in the storage CRS, complete rows only."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from gis.errors import Finding, Place, Severity
from gis.spatial.area import square_metres
from gis.spatial.crs import METRES_A_DEGREE, Crs, transformer
from gis.spatial.geometry import CleanedGeometries, clean
from gis.spatial.kinds import GeometryKind
from gis.spatial.lone_rings import LoneRings, each_once
from gis.spatial.wkb import as_ewkb, is_storable
from importers.normalise.invalidity import in_vietnamese
from importers.reading.spool import Spool
from importers.services.checking import Checking
from importers.services.columns import ColumnPlan, batch_columns
from importers.services.communes import CommuneFinder
from importers.services.kept import KEPT_PLACES, NAMED_FIDS
from importers.services.prefetch import prefetched
from layers.catalog.description import LayerDescription

SLIVER_METRES = 0.01
"""Mean width below which a part or hole can't be meant: coordinates are surveyed to centimetres."""
LOST_SHARE = 0.01
"""Of a feature's area: a repair that loses more may have changed what was meant."""


@dataclass
class Tally:
    """How many features met what, the first of them by source number, and where they are."""

    count: int = 0
    fids: list[int] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def add(self, fids: npt.NDArray[np.int64]) -> None:
        self.count += len(fids)
        self.fids += fids[: NAMED_FIDS - len(self.fids)].tolist()

    def add_places(self, places: Sequence[Place]) -> None:
        self.places += places[: KEPT_PLACES - len(self.places)]


@dataclass(frozen=True)
class _Shapes:
    """A batch with its geometries as they are clean in the survey's system, the same as storable WKB in the storage's
    (`moved` where that is another), null where there is none, and whose rings had to be closed."""

    batch: pa.RecordBatch
    cleaned: CleanedGeometries
    closed: npt.NDArray[np.bool_]
    wkb: pa.Array
    moved: bool = False

    def stored(self, kept: npt.NDArray[np.bool_]) -> npt.NDArray[np.object_]:
        """Those of the mask in the storage's system."""
        if not self.moved:
            return self.cleaned.geometries[kept]
        return np.asarray(shapely.from_wkb(self.wkb.to_numpy(zero_copy_only=False)[kept]), dtype=object)


@dataclass
class Cleaning:
    """One file's way into one layer. `tallies` fill while the batches are taken.

    `checking` sees every row that is clean; `without` are the features that its rules keep out, with the codes that say
    why. `rejected` says of each code which features it kept out, by source number.
    """

    spool: Spool
    description: LayerDescription
    survey: Crs
    plan: ColumnPlan
    communes: CommuneFinder = field(default_factory=lambda: CommuneFinder(()))
    checking: Checking | None = None
    without: Mapping[int, Sequence[str]] = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)
    required: dict[str, Tally] = field(default_factory=dict)
    rejected_by: list[tuple[str, dict[str, str], npt.NDArray[np.int64]]] = field(default_factory=list)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Rows that can be loaded, in the source's order."""
        start = 0
        # Each in a thread of its own, a batch ahead of the next: GEOS and PROJ let go of the GIL.
        read = prefetched(map(self._shapes, self.spool.batches()))
        if self.survey.epsg != self.description.storage_epsg:
            read = prefetched(map(self._projected, read))
        for shapes in read:
            cleaned = self._clean(shapes, start)
            start += len(shapes.batch)
            if len(cleaned):
                yield cleaned

    def checked_first(self) -> "Cleaning":
        """This way, or, where a rule keeps features out, the same way once more without those: only who sees the whole
        file knows them. It costs the time of cleaning twice."""
        if self.checking is None or not self.checking.rejects:
            return self
        for _ in self.batches():
            pass
        return Cleaning(
            self.spool, self.description, self.survey, self.plan, self.communes, without=self.checking.kept_out()
        )

    @property
    def repaired(self) -> int:
        return self._of("W-GEOM-01").count

    def findings(self) -> Iterator[Finding]:
        for code, tally in self.tallies.items():
            severity = {"E": Severity.ERROR, "W": Severity.WARNING, "N": Severity.NOTE}[code[0]]
            values = {
                "reason": ", ".join(f"{name}: {count}" for name, count in self.reasons.items()),
                "reason_vi": ", ".join(f"{in_vietnamese(name)}: {count}" for name, count in self.reasons.items()),
                **self._expected,
                "share": f"{LOST_SHARE:.0%}",
                "width": SLIVER_METRES,
            }
            yield Finding(code, severity, tally.count, values, tally.fids, tally.places)
        for name, tally in self.required.items():
            yield Finding("E-VALUE-01", Severity.ERROR, tally.count, {"field": name}, tally.fids)

    def _shapes(self, batch: pa.RecordBatch) -> _Shapes:
        kind, wkb = self.description.geometry_kind, batch.column("geometry")
        if kind is GeometryKind.POLYGON:
            wkb = LoneRings.of(wkb).counterclockwise()
        geometries, closed = _opened(wkb)
        sliver = SLIVER_METRES / METRES_A_DEGREE if self.survey.is_geographic else SLIVER_METRES
        result = clean(geometries, kind, sliver)
        if closed.any():
            result = replace(result, as_read=result.as_read & ~closed)
        # The source's own bytes for those that nothing was done to.
        anew = ~result.as_read | ~is_storable(wkb, kind)
        return _Shapes(batch, result, closed, _rewritten(wkb, anew, result.geometries))

    def _projected(self, shapes: _Shapes) -> _Shapes:
        """Into the storage CRS by the pinned way; all coordinates of a batch in one call."""
        change = transformer(self.survey.epsg, self.description.storage_epsg).transform
        rings = LoneRings.of(shapes.wkb)
        others = np.ones(len(shapes.wkb), dtype=bool)
        others[rings.rows] = False
        wkb = rings.with_points(each_once(rings.points, change))
        if others.any():
            geometries = shapes.cleaned.geometries.copy()
            geometries[others] = shapely.transform(geometries[others], lambda points: each_once(points, change))
            wkb = _rewritten(wkb, others, geometries)
        return replace(shapes, wkb=wkb, moved=True)

    def _clean(self, shapes: _Shapes, start: int) -> pa.RecordBatch:
        batch, result, closed = shapes.batch, shapes.cleaned, shapes.closed
        fids = batch.column("fid").to_numpy(zero_copy_only=False)
        if closed.any():
            self._of("W-GEOM-04", keep=True).add(fids[closed])
        self._count(result, fids)
        kept = ~shapely.is_missing(result.geometries)
        columns = batch_columns(self.plan, batch, start)
        for described in self.description.fields:
            if described.required and (described.name in columns or described.default is None):
                present = self._present(columns.get(described.name), len(batch))
                missing = fids[kept & ~present]
                if len(missing):
                    self.required.setdefault(described.name, Tally()).add(missing)
                    self.rejected_by.append(("E-VALUE-01", {"field": described.name}, missing))
                kept &= present
        kept &= ~self._ruled_out(fids, kept)
        self._locate(shapes, fids, kept)
        mask = None if kept.all() else pa.array(kept)
        geometry = as_ewkb(_kept(shapes.wkb, mask), self.description.geometry_kind, self.description.storage.srid)
        arrays = {"fid": pa.array(fids[kept], pa.int64()), "geometry": geometry}
        stored = shapes.stored(kept) if self.communes or self.checking is not None else None
        if self.communes and stored is not None:
            arrays["commune_code"] = self.communes.codes_of(stored)
        arrays |= {name: _kept(column, mask) for name, column in columns.items()}
        if self.checking is not None and stored is not None:
            self.checking.take(fids[kept], geometry, stored, self._areas(result.geometries[kept], stored), arrays)
        return pa.record_batch(arrays)

    def _ruled_out(self, fids: npt.NDArray[np.int64], kept: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Which features rules keep out."""
        out = np.isin(fids, list(self.without)) if self.without else np.zeros(len(fids), dtype=bool)
        for fid in fids[out & kept].tolist():
            self.rejected_by += [(code, {}, np.array([fid])) for code in self.without[fid]]
        return out

    def _areas(self, survey: npt.NDArray[np.object_], stored: npt.NDArray[np.object_]) -> npt.NDArray[np.float64]:
        """In m² in the system of the survey, or of the storage where that has degrees; NaN where both have."""
        if self.description.geometry_kind is not GeometryKind.POLYGON:
            return np.full(len(survey), np.nan)
        if not self.survey.is_geographic:
            return np.asarray(shapely.area(survey), np.float64)
        if not self.description.storage.is_geographic:
            return np.asarray(shapely.area(stored), np.float64)
        return np.full(len(survey), np.nan)

    def _locate(self, shapes: _Shapes, fids: npt.NDArray[np.int64], kept: npt.NDArray[np.bool_]) -> None:
        """Where the features are that something was done to, and of repaired ones what it did to their area."""
        result = shapes.cleaned
        measured = self._measured(result)
        for code, mask in (
            ("W-GEOM-01", result.repaired), ("W-GEOM-03", result.thinned), ("W-GEOM-04", shapes.closed),
            ("N-GEOM-02", result.repeated),
        ):  # fmt: skip
            room = KEPT_PLACES - len(self._of(code).places)
            chosen = np.flatnonzero(mask & kept)[: max(room, 0)]
            wkb = shapes.wkb.take(pa.array(chosen)).to_pylist()
            places = [
                Place((int(fids[at]),), (), shape, measured.get(int(at), {}) if code == "W-GEOM-01" else {})
                for at, shape in zip(chosen, wkb, strict=True)
            ]
            if places:
                self._of(code, keep=True).add_places(places)
                lost = [one for one in places if _lost(one.values) > LOST_SHARE]
                self._of("W-GEOM-02", keep=bool(lost)).add_places(lost)
        lost_rows = [at for at, values in measured.items() if _lost(values) > LOST_SHARE]
        if lost_rows:
            self._of("W-GEOM-02", keep=True).add(fids[lost_rows])

    def _measured(self, result: CleanedGeometries) -> dict[int, dict[str, str | float]]:
        """By row: why it was repaired, and the area in m² that its rings had and that it has now."""
        rows = np.flatnonzero(result.repaired)
        if not len(rows):
            return {}
        said: dict[int, dict[str, str | float]] = {
            int(row): {"reason": reason} for row, reason in zip(rows, result.reasons, strict=True)
        }
        if self.description.geometry_kind is GeometryKind.POLYGON:
            before = square_metres(result.before, self.survey)
            after = square_metres(result.geometries[rows], self.survey)
            for row, was, has in zip(rows, before, after, strict=True):
                said[int(row)] |= {"before": float(was), "after": float(has)}
        return said

    def _count(self, result: CleanedGeometries, fids: npt.NDArray[np.int64]) -> None:
        for code, mask in (
            ("E-GEOM-03", result.missing),
            ("E-GEOM-04", result.not_finite),
            ("E-GEOM-05", result.irreparable),
            ("W-GEOM-01", result.repaired),
            ("W-GEOM-03", result.thinned),
            ("N-GEOM-02", result.repeated),
            ("N-GEOM-01", result.flattened),
        ):
            if mask.any():
                self._of(code, keep=True).add(fids[mask])
                if code[0] == "E":
                    self.rejected_by.append((code, self._expected, fids[mask]))
        for reason in result.reasons:
            self.reasons[reason] = self.reasons.get(reason, 0) + 1

    @property
    def _expected(self) -> dict[str, str]:
        kind = self.description.geometry_kind
        return {"expected": str(kind), "expected_vi": kind.vietnamese}

    def _of(self, code: str, *, keep: bool = False) -> Tally:
        return self.tallies.setdefault(code, Tally()) if keep else self.tallies.get(code, Tally())

    @staticmethod
    def _present(column: pa.Array | None, length: int) -> npt.NDArray[np.bool_]:
        if column is None:
            return np.zeros(length, dtype=bool)
        present: npt.NDArray[np.bool_] = column.is_valid().to_numpy(zero_copy_only=False).copy()
        return present


def _kept(column: pa.Array, mask: pa.Array | None) -> pa.Array:
    """The rows of the mask; all of them without one."""
    return column if mask is None else column.filter(mask)


def _rewritten(wkb: pa.Array, anew: npt.NDArray[np.bool_], geometries: npt.NDArray[np.object_]) -> pa.Array:
    """The column with the geometries of the mask written into it, null for none."""
    if not anew.any():
        return wkb
    written = pa.array(shapely.to_wkb(geometries[anew], byte_order=1), pa.binary())
    return pc.replace_with_mask(wkb, pa.array(anew), written)


def _opened(column: pa.Array) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.bool_]]:
    """The geometries, None for what is none, and whose rings had to be closed: the database takes no open ones."""
    wkb = column.to_numpy(zero_copy_only=False)
    geometries = np.asarray(shapely.from_wkb(wkb, on_invalid="ignore"), dtype=object)
    closed = np.zeros(len(wkb), dtype=bool)
    unread = np.flatnonzero(shapely.is_missing(geometries) & column.is_valid().to_numpy(zero_copy_only=False))
    if len(unread):
        geometries[unread] = shapely.from_wkb(wkb[unread], on_invalid="fix")
        closed[unread] = ~shapely.is_missing(geometries[unread])
    return geometries, closed


def _lost(values: Mapping[str, str | float]) -> float:
    """The share of its area that a repair took from a feature."""
    before, after = values.get("before"), values.get("after")
    if not isinstance(before, float) or not isinstance(after, float) or before <= 0:
        return 0.0
    return (before - after) / before
