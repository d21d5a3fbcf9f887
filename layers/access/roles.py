"""The roles that ship with the product. A city changes their rights and adds its own by `layers.access.services`.

Rights of the public are those of everybody else too. An administrator keeps accounts and rights and sees no personal
data for that; who reads the audit log changes nothing (TCVN 11930:2017, separation of duties).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from layers.access.rights import EVERY_LAYER, OWN, PRODUCT, Right

PUBLIC = "public"


@dataclass(frozen=True)
class ShippedRole:
    """`rights` as pairs of a right and a choice of layers."""

    code: str
    vi: str
    en: str
    rights: Sequence[tuple[Right, str]]


def _on(choices: Sequence[str], *rights: Right) -> list[tuple[Right, str]]:
    return [(right, choice) for choice in choices for right in rights]


_OPEN, _PUBLIC, _SHARED, _RESTRICTED = "access:open", "access:public", "access:shared", "access:restricted"
_STAFF = [*_on([_SHARED], Right.SEE, Right.EXPORT), *_on([_PUBLIC], Right.EXPORT)]
_LAND, _PLANNING, _PERMITS = ["theme:land"], ["theme:planning"], ["theme:permits"]
_ASSETS = ["theme:lighting", "theme:trees", "theme:utilities", "theme:public_spaces", "theme:transport"]

SHIPPED: Sequence[ShippedRole] = (
    ShippedRole(PUBLIC, "Công chúng", "Public", [*_on([_OPEN, _PUBLIC], Right.SEE), *_on([_OPEN], Right.EXPORT)]),
    ShippedRole("viewer", "Người xem nội bộ", "Viewer", _STAFF),
    ShippedRole("field_staff", "Cán bộ hiện trường", "Field staff", [*_STAFF, *_on(_ASSETS, Right.SEE, Right.EDIT)]),
    ShippedRole(
        "planner", "Cán bộ quy hoạch", "Planner",
        [*_STAFF, *_on(_PLANNING, Right.SEE, Right.EDIT, Right.IMPORT, Right.EXPORT), *_on(_LAND, Right.SEE)],
    ),
    ShippedRole(
        "reviewer", "Người thẩm định", "Reviewer",
        [*_STAFF, *_on(_PLANNING, Right.SEE, Right.REVIEW, Right.PUBLISH), *_on(_LAND, Right.SEE)],
    ),
    ShippedRole(
        "licensing_officer", "Cán bộ cấp phép", "Licensing officer",
        [
            *_STAFF, *_on(_LAND, Right.SEE, Right.SEE_PERSONAL),
            *_on(_PERMITS, Right.SEE, Right.SEE_PERSONAL, Right.EDIT, Right.PUBLISH),
        ],
    ),
    ShippedRole(
        "asset_manager", "Cán bộ quản lý tài sản hạ tầng", "Asset manager",
        [
            *_STAFF,
            *_on([*_ASSETS, OWN], Right.SEE, Right.EDIT, Right.REVIEW, Right.PUBLISH, Right.IMPORT, Right.EXPORT),
        ],
    ),
    ShippedRole(
        "data_manager", "Cán bộ quản trị dữ liệu", "Data manager",
        _on([EVERY_LAYER], *(r for r in Right if r not in (Right.SEE_WITHHELD, Right.READ_AUDIT, Right.MANAGE_ACCESS))),
    ),
    ShippedRole("auditor", "Kiểm soát viên", "Auditor", [*_STAFF, (Right.READ_AUDIT, PRODUCT)]),
    ShippedRole(
        "administrator", "Quản trị hệ thống", "Administrator",
        [*_STAFF, *_on([EVERY_LAYER], Right.SEE, Right.ADMINISTER), (Right.MANAGE_ACCESS, PRODUCT)],
    ),
)  # fmt: skip
