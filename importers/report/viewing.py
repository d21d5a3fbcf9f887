"""A report as one viewer may read it: without the values, features and places that they may not know of.

Its counts are those of the file. What the file holds beyond the fields of the layer may be personal, nobody has said
yet: that is shown to those alone who see personal data everywhere.
"""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely

from gis.spatial.crs import WGS84, transformer
from importers.report.material import COMMUNE, FID, GEOMETRY, Case, Found, Material
from layers.access.rights import Right
from layers.access.seen import SeenLayer
from layers.access.view import View
from layers.features.authority import OPERATOR, Author

HIDDEN = "…"


def seen_by(material: Material, by: Author) -> Material:
    """What the operator sees is all of it; somebody who may not know of the layer sees counts alone."""
    if by is OPERATOR:
        return material
    layer = str(material.facts["layer"])
    seen = by.layers.get(layer)
    if seen is None:
        nothing = material.features.slice(0, 0).select([FID, GEOMETRY, COMMUNE, "reasons"])
        return replace(material, features=nothing, cases=[], found=[_veiled(one, set()) for one in material.found])
    shown = _columns(material, by, seen)
    features = _features(material, seen, shown)
    known = set(features.column(FID).to_pylist())
    fields = {material.mapped[name] for name in shown if name in material.mapped} | {COMMUNE}
    fields -= set(seen.rows.partial)
    cases = [_cut(case, fields) for case in material.cases if known.issuperset(case.fids)]
    if not seen.rows.is_plain:
        cases = [replace(case, ids=()) for case in cases]  # of other features nothing is known here
    open_places = _outside_withheld([case.shape for case in cases], seen)
    cleared = set(features.filter(pa.array(_among(_communes(features), seen.rows.cleared))).column(FID).to_pylist())
    return replace(
        material,
        features=features,
        # Features of communes for which withheld areas are cleared are seen as they are, wherever they lie.
        cases=[
            case
            for case, is_open in zip(cases, open_places, strict=True)
            if is_open or (case.fids and cleared.issuperset(case.fids))
        ],
        found=[_veiled(one, shown) for one in material.found],
        mapped={name: field for name, field in material.mapped.items() if name in shown},
    )


def _columns(material: Material, view: View, seen: SeenLayer) -> set[str]:
    """The source's columns that may be known: those of fields that are seen, and the others with personal data."""
    fields = {field.name for field in seen.fields}
    mapped = {name for name in material.columns if material.mapped.get(name) in fields}
    if view.place(Right.SEE_PERSONAL, seen.name) is None:
        return mapped | {name for name in material.columns if name not in material.mapped}
    return mapped


def _features(material: Material, seen: SeenLayer, shown: set[str]) -> pa.Table:
    """The rows that are seen as they are, with empty values where a field is seen in other communes alone."""
    table = material.features.select(
        [n for n in material.features.column_names if n not in material.columns or n in shown]
    )
    communes = _communes(table)
    rule = seen.rows
    kept = np.ones(len(table), dtype=bool)
    if rule.communes is not None:
        kept &= _among(communes, rule.communes)
    cleared = _among(communes, rule.cleared)
    if rule.withheld and len(table):
        shapes = list(table.column(GEOMETRY).to_pylist())
        kept &= cleared | _outside_withheld(shapes, seen, material.survey_epsg)
    table, communes = table.filter(pa.array(kept)), communes[kept]
    for name, where in rule.partial.items():
        for source, field in material.mapped.items():
            if field == name and source in table.column_names:
                at = table.schema.get_field_index(source)
                values = pa.array(
                    [v if c in where else None for v, c in zip(table.column(at).to_pylist(), communes, strict=True)],
                    table.schema.field(at).type,
                )
                table = table.set_column(at, table.schema.field(at), values)
    return table


def _communes(table: pa.Table) -> npt.NDArray[np.object_]:
    return np.array(table.column(COMMUNE).to_pylist(), dtype=object)


def _among(communes: npt.NDArray[np.object_], chosen: Iterable[str]) -> npt.NDArray[np.bool_]:
    return np.isin(communes.astype(str), sorted(chosen)) if len(communes) else np.zeros(0, dtype=bool)


def _outside_withheld(shapes: list[bytes | None], seen: SeenLayer, epsg: int = WGS84) -> npt.NDArray[np.bool_]:
    """Which shapes touch no withheld area; one that can't be placed might."""
    outside = np.ones(len(shapes), dtype=bool)
    if not seen.rows.withheld or not shapes:
        return outside
    areas = shapely.union_all([shapely.from_wkb(area.shape) for area in seen.rows.withheld])
    found = np.asarray(shapely.from_wkb(shapes, on_invalid="ignore"), dtype=object)
    placed = ~(shapely.is_missing(found) | shapely.is_empty(found))
    boxes = shapely.bounds(found)
    placed &= np.isfinite(boxes).all(axis=1)
    around = shapely.box(*boxes[placed].T)
    if epsg != WGS84:
        change = transformer(epsg, WGS84).transform
        around = shapely.transform(around, lambda xy: np.column_stack(change(xy[:, 0], xy[:, 1])))
    outside[placed] = ~shapely.intersects(areas, around)
    outside[~placed] = False
    return outside


def _cut(case: Case, fields: set[str]) -> Case:
    """Without what was measured by fields that may not be known."""
    if set(case.values.get("fields", ())) <= fields:
        return case
    return replace(case, values={})


def _veiled(found: Found, shown: set[str]) -> Found:
    """Without the values that it quotes from a column that may not be known."""
    if "values" in found.values and found.values.get("field") not in shown:
        return replace(found, values={**found.values, "values": HIDDEN})
    return found
