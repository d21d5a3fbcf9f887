"""A lot lies inside the boundary of its plan. What reaches beyond by more than the tolerance is told.

The boundary is that of the layer `plans` with the lot's plan file code; without one nothing is said.
"""

from collections.abc import Iterable

import numpy as np
import pyarrow.compute as pc
import shapely

from importers.checks.case import Case, Rule, Subject
from layers.checks.queries import plan_boundaries

PLAN = "ma_ho_so_qh"
AT_ONCE = 10_000


def find(subject: Subject, tolerance: float) -> Iterable[Case]:
    column = subject.columns.get(PLAN)
    if column is None:
        return
    codes = [code for code in pc.unique(column).to_pylist() if code]
    values = column.to_numpy()
    for code, boundary in plan_boundaries(codes, subject.layer.storage, subject.by).items():
        allowed = shapely.buffer(boundary, tolerance * subject.unit)
        shapely.prepare(allowed)
        rows = np.flatnonzero(values == code)
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            shapes = subject.shapes(some)
            for at in np.flatnonzero(~shapely.covers(allowed, shapes)):
                beyond = shapely.difference(shapes[at], boundary)
                said = {"area": float(shapely.area(beyond)), "plan": code, "fields": [PLAN]}
                yield Case((int(some[at]),), beyond, values=said)


RULE = Rule("outside_plan", find=find, columns=lambda layer: (PLAN,))
