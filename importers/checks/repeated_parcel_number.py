"""A parcel number stands once in a sheet of a commune.

Of the commune at survey where the file says it, otherwise of the one where the parcel lies: sheets are numbered anew in
each commune. In one real set 463 of 195,152 parcels repeated a number.
"""

from collections.abc import Iterable

from importers.checks.case import Case, Rule, Subject
from importers.checks.repeated_key import repeated

SHEET, NUMBER, COMMUNE = "so_to", "so_thua", "ma_xa"


def find(subject: Subject, tolerance: float) -> Iterable[Case]:
    """By the stated commune where there is a column of it."""
    sheet, number, stated = (subject.columns.get(name) for name in (SHEET, NUMBER, COMMUNE))
    if stated is not None and stated.null_count < len(stated):
        return repeated(subject, (COMMUNE, SHEET, NUMBER), [stated, sheet, number])
    if subject.communes is not None:
        return repeated(subject, ("commune_code", SHEET, NUMBER), [subject.communes, sheet, number])
    return repeated(subject, (SHEET, NUMBER), [sheet, number])


RULE = Rule("repeated_parcel_number", find=find, columns=lambda layer: (SHEET, NUMBER, COMMUNE))
