"""The rules that features are checked by when they are imported: one file each, and this list.

What each is called, where it is checked and how strictly is data of `layers.checks`.
"""

from importers.checks import (
    dangling_end,
    duplicate_geometry,
    gaps,
    missing_vertex,
    other_commune,
    outside_communes,
    outside_plan,
    overlapping_lots,
    overlapping_parcels,
    repeated_key,
    repeated_parcel_number,
    stated_area,
)
from importers.checks.case import Case, RowCases, Rule, Subject

__all__ = ["CHECKS", "Case", "RowCases", "Rule", "Subject"]

CHECKS: dict[str, Rule] = {
    module.RULE.name: module.RULE
    for module in (
        repeated_key, repeated_parcel_number, stated_area, other_commune, outside_communes, overlapping_parcels, gaps,
        missing_vertex, overlapping_lots, outside_plan, dangling_end, duplicate_geometry,
    )
}  # fmt: skip
