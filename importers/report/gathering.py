"""The material of a report, gathered at the end of an import while its spool is still there."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyproj
import shapely

from gis import __version__
from gis.errors import Finding, Place
from gis.spatial.crs import WGS84, transformer
from importers.normalise.encoding import decode
from importers.report.material import COMMUNE, FID, GEOMETRY, REASONS, Case, Found, Material
from importers.services.cleaning import Cleaning
from importers.services.columns import AS_IT_IS

Geometries = npt.NDArray[np.object_]


def gather(facts: Mapping[str, Any], cleaning: Cleaning, findings: Sequence[Finding]) -> Material:
    """Every case with its place, and every feature that is named anywhere or was rejected, with its raw values."""
    reasons = _reasons(cleaning, findings)
    wanted = set(reasons)
    for finding in findings:
        wanted.update(finding.fids)
        for place in finding.places:
            wanted.update(place.fids)
    features = _features(cleaning, wanted, reasons)
    return Material(
        facts={**facts, "sha256": cleaning.spool.metadata.sha256, "versions": tool_versions()},
        survey_epsg=cleaning.survey.epsg,
        found=[Found(one.code, one.severity, one.count, one.values) for one in findings],
        cases=_cases(cleaning, findings, features),
        features=features,
        mapped=dict(cleaning.plan.mapped),
    )


def tool_versions() -> dict[str, str]:
    """Of what reads, measures and repairs."""
    import platform

    import pyogrio

    gdal = ".".join(map(str, pyogrio.__gdal_version__))
    return {
        "dothi": __version__, "python": platform.python_version(), "gdal": gdal,
        "geos": shapely.geos_version_string, "proj": pyproj.proj_version_str,
    }  # fmt: skip


def _reasons(cleaning: Cleaning, findings: Sequence[Finding]) -> dict[int, list[int]]:
    """By source number, the numbers of the findings for which a feature isn't in the layer."""
    reasons: dict[int, list[int]] = {}
    numbers: dict[tuple[str, str], int] = {}
    for number, finding in enumerate(findings):
        numbers.setdefault((finding.code, str(finding.values.get("field", ""))), number)
        numbers.setdefault((finding.code, ""), number)
    for code, values, fids in cleaning.rejected_by:
        number = numbers[code, values.get("field", "")]
        for fid in fids.tolist():
            reasons.setdefault(fid, []).append(number)
    return reasons


def _features(cleaning: Cleaning, wanted: set[int], reasons: Mapping[int, list[int]]) -> pa.Table:
    chosen = np.array(sorted(wanted), np.int64)
    batches = [_described(cleaning, batch, chosen, reasons) for batch in cleaning.spool.batches()] if wanted else []
    tables = [pa.Table.from_batches([batch]) for batch in batches if len(batch)]
    if not tables:
        own = pa.schema(
            [(FID, pa.int64()), (GEOMETRY, pa.binary()), (COMMUNE, pa.string()), (REASONS, pa.list_(pa.int64()))]
        )
        columns = [field for field in cleaning.spool.schema if field.name not in (FID, GEOMETRY)]
        return pa.schema([*own, *columns]).empty_table()
    return pa.concat_tables(tables, promote_options="default")


def _described(
    cleaning: Cleaning, batch: pa.RecordBatch, wanted: npt.NDArray[np.int64], reasons: Mapping[int, list[int]]
) -> pa.RecordBatch:
    batch = batch.filter(pa.array(np.isin(batch.column(FID).to_numpy(), wanted)))
    shapes = shapely.from_wkb(batch.column(GEOMETRY).to_numpy(zero_copy_only=False), on_invalid="fix")
    columns = {
        FID: batch.column(FID),
        GEOMETRY: batch.column(GEOMETRY),
        COMMUNE: _communes(cleaning, np.asarray(shapes, dtype=object)),
        REASONS: pa.array([reasons.get(fid, []) for fid in batch.column(FID).to_pylist()], pa.list_(pa.int64())),
    }
    for name in batch.schema.names:
        if name not in (FID, GEOMETRY):
            vote = cleaning.plan.encodings.get(name)
            column = batch.column(name)
            legacy = vote is not None and vote.encoding not in AS_IT_IS
            columns[name] = decode(column, vote.encoding) if legacy and vote is not None else column
    return pa.record_batch(columns)


def _communes(cleaning: Cleaning, shapes: Geometries) -> pa.Array:
    """Where a feature that is sound lies; of others nobody can tell."""
    codes = np.full(len(shapes), None, dtype=object)
    if cleaning.communes and len(shapes):
        sound = shapely.is_valid(shapes) & ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)
        if sound.any():
            moved = _moved(shapely.force_2d(shapes[sound]), cleaning.survey.epsg, cleaning.description.storage_epsg)
            codes[sound] = cleaning.communes.codes_of(moved).to_numpy(zero_copy_only=False)
    return pa.array(codes, pa.string())


def _cases(cleaning: Cleaning, findings: Sequence[Finding], features: pa.Table) -> list[Case]:
    numbers = features.column(FID).to_pylist()
    raw = shapely.from_wkb(features.column(GEOMETRY).to_numpy(), on_invalid="fix") if len(features) else []
    of_feature = dict(zip(numbers, raw, strict=True))
    cases: list[Case] = []
    for number, finding in enumerate(findings):
        placed = [place for place in finding.places if place.shape is not None]
        bare = [place for place in finding.places if place.shape is None]
        if not finding.places:
            bare = [Place((int(fid),)) for fid in finding.fids]
        shapes = shapely.from_wkb([place.shape for place in placed])
        cases += _in_degrees(number, placed, np.asarray(shapes, dtype=object), cleaning.description.storage_epsg)
        own = np.array([of_feature.get(place.fids[0]) if place.fids else None for place in bare], dtype=object)
        cases += _in_degrees(number, bare, own, cleaning.survey.epsg)
    return cases


def _in_degrees(number: int, places: Sequence[Place], shapes: Geometries, epsg: int) -> Iterable[Case]:
    usable = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes)) if len(shapes) else np.zeros(0, dtype=bool)
    if len(shapes):
        usable &= np.isfinite(shapely.bounds(shapes)).all(axis=1)
    wkb = np.full(len(shapes), None, dtype=object)
    if usable.any():
        wkb[usable] = shapely.to_wkb(_moved(shapely.force_2d(shapes[usable]), epsg, WGS84))
    for place, shape in zip(places, wkb, strict=True):
        yield Case(number, place.fids, place.ids, shape, dict(place.values))


def _moved(shapes: Geometries, source: int, target: int) -> Geometries:
    """By the pinned way. A coordinate that can't be brought there becomes the point 0, 0's far neighbour: infinite."""
    if source == target:
        return shapes
    change = transformer(source, target).transform
    moved: Geometries = shapely.transform(shapes, lambda xy: np.column_stack(change(xy[:, 0], xy[:, 1])))
    return moved
