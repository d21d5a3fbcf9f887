"""A city's features lie in a commune: what lies in none is in another system, in the sea, or in another country.

By a point on the feature, as the commune that is stored with it is found. Nothing is said where no outlines of communes
are loaded around the file.
"""

from collections.abc import Iterable

import numpy as np

from importers.checks.case import Case, RowCases, Rule, Subject


def find(subject: Subject, tolerance: float) -> RowCases | Iterable[Case]:
    if subject.communes is None:
        return []
    return RowCases(np.flatnonzero(subject.communes.is_null().to_numpy()), lambda row: {})


RULE = Rule("outside_communes", find=find)
