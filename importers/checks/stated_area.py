"""The area that is stated and that of the geometry may differ by no more than the survey's accuracy explains.

Practice of cadastral surveys: two determinations of an area differ by at most 0.0004 x M x √P, M being the denominator
of the map's scale and P the area in m². The tolerance of the rule is 0.0004 x M: 0.2 at 1/500, 0.8 at 1/2000, 2 at
1/5000.
The geometry's area is computed in the system of the survey, before the projection to the layer's storage.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from importers.checks.case import Case, RowCases, Rule, Subject
from layers.catalog.description import LayerDescription
from layers.checks.rules import area_field

ROUNDING = 0.05
"""Areas are stated to a tenth of a m²."""


def find(subject: Subject, tolerance: float) -> RowCases | Iterable[Case]:
    stating = area_field(subject.layer)
    column = subject.columns.get(stating[0]) if stating else None
    if stating is None or column is None:
        return []
    field, unit = stating
    stated = pc.cast(column, pa.float64()).to_numpy() * unit
    apart = np.abs(stated - subject.areas)
    allowed = tolerance * np.sqrt(np.maximum(subject.areas, 0)) + ROUNDING * unit

    def said(row: int) -> dict[str, Any]:
        measured = {"stated": stated[row], "computed": subject.areas[row], "allowed": allowed[row]}
        return {name: float(value) for name, value in measured.items()} | {"fields": [field]}

    return RowCases(np.flatnonzero(apart > allowed), said)  # NaN is never greater


def _columns(layer: LayerDescription) -> tuple[str, ...]:
    stating = area_field(layer)
    return (stating[0],) if stating else ()


RULE = Rule("stated_area", find=find, columns=_columns)
