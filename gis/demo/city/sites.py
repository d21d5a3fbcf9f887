"""What whole blocks are for: schools, parks, markets and so on, with their land-use codes and planning functions."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Site:
    """`parcels`: one for so many parcels of the city, at least `least`. `function` is a symbol of the plans
    (Circular 16/2025/TT-BXD, Annex I), `density`, `storeys`, `ratio` its parameters as plans print them."""

    kind: str
    land_use: str
    function: str
    parcels: int
    least: int
    density: str
    storeys: str
    ratio: str
    building: str = ""


_SCHOOL, _PARK = "DAT_HTXH_Truonghoc", "DAT_HTXH_CayxanhCC"
SITES = (
    Site("primary_school", "DGD", _SCHOOL, 2_400, 1, "≤ 40", "1-4", "0,4-1,2", "school"),
    Site("park", "DKV", _PARK, 900, 2, "≤ 5", "1", "≤ 0,05"),
    Site("market", "DCH", "DAT_Dichvu", 4_000, 1, "40-60", "1-3", "0,5-1,5", "hall"),
    Site("nursery_school", "DGD", _SCHOOL, 2_000, 1, "≤ 40", "1-3", "0,4-1,0", "school"),
    Site("clinic", "DYT", "DAT_HTXH_Yte", 5_000, 1, "≤ 40", "1-5", "0,5-2,0", "office"),
    Site("office", "TSC", "DAT_Coquan", 3_000, 1, "≤ 50", "2-7", "1,0-3,0", "office"),
    Site("lower_secondary_school", "DGD", _SCHOOL, 3_000, 1, "≤ 40", "1-4", "0,4-1,2", "school"),
    Site("culture", "DVH", "DAT_HTXH_Vanhoa", 4_000, 1, "≤ 40", "1-3", "≤ 1,2", "hall"),
    Site("worship", "TON", "DAT_Ditich_tongiao", 2_500, 1, "≤ 40", "1-3", "≤ 1,0", "hall"),
    Site("towers", "ODT", "DAT_O_Honhop_Nhomo", 2_600, 1, "40-55", "15-25", "≤ 9,0", "tower"),
    Site("shopping", "TMD", "DAT_Dichvu", 3_500, 1, "50-60", "3-9", "1,5-5,4", "office"),
    Site("pond", "MNC", "DAT_KHAC_Honuoc", 5_000, 1, "0", "0", "0"),
    Site("sport", "DTT", "DAT_HTXH_Theducthethao", 6_000, 1, "≤ 30", "1-3", "≤ 0,9", "hall"),
    Site("upper_secondary_school", "DGD", "DAT_HTXH_TruongTHPT", 8_000, 1, "≤ 40", "1-5", "0,4-1,6", "school"),
    Site("factory", "SKC", "DAT_SX_Congnghiep", 20_000, 0, "≤ 70", "1-3", "≤ 2,1", "sheds"),
    Site("cemetery", "NTD", "DAT_HTKT_Nghiatrang", 40_000, 0, "≤ 5", "1", "≤ 0,05"),
    Site("parking", "DGT", "DAT_HTKT_Baidoxe", 6_000, 1, "≤ 5", "1", "≤ 0,05"),
)
"""In the order in which a small city gets them. Small cities have factories and cemeteries outside, in the fields."""


def wanted(size: int) -> list[Site]:
    """The sites of a city with so many parcels, kinds mixed so that wherever room ends none is left out."""
    counts = {site.kind: max(round(size / site.parcels), site.least) for site in SITES}
    places = [
        ((number + 0.5) / counts[site.kind], order, site)
        for order, site in enumerate(SITES)
        for number in range(counts[site.kind])
    ]
    return [site for _, _, site in sorted(places, key=lambda place: place[:2])]
