"""What somebody may do, and with which layers.

Rights are given for a choice of layers, written as one word: `*` every layer, `access:public` those of that openness
(Decree 278/2025), `theme:land` those of a theme, `own` those that belong to the holder's organisation, `layer:parcels`
the one. Rights on the product itself are given for `-`.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from layers.catalog.description import LayerDescription


class Right(StrEnum):
    """What may be done. `see_personal` shows the personal fields of what is seen, `see_withheld` what lies in withheld
    areas as it is."""

    SEE = "see"
    SEE_PERSONAL = "see_personal"
    SEE_WITHHELD = "see_withheld"
    EDIT = "edit"
    REVIEW = "review"
    PUBLISH = "publish"
    IMPORT = "import"
    EXPORT = "export"
    ADMINISTER = "administer"
    READ_AUDIT = "read_audit"
    MANAGE_ACCESS = "manage_access"


ON_PRODUCT = frozenset({Right.READ_AUDIT, Right.MANAGE_ACCESS})
ON_LAYERS = frozenset(Right) - ON_PRODUCT
PRODUCT = "-"
EVERY_LAYER = "*"
OWN = "own"
_CHOICE = re.compile(r"-|\*|own|access:(open|public|shared|restricted)|theme:[a-z_]{1,40}|layer:[a-z][a-z0-9_]{0,39}")


def is_choice(text: str) -> bool:
    """Whether it is written as a choice of layers is."""
    return _CHOICE.fullmatch(text) is not None


def chooses(choice: str, layer: LayerDescription, organisation: str) -> bool:
    """Whether the layer is among those chosen, for a holder of that organisation (its code)."""
    match choice.partition(":"):
        case ("*", _, _):
            return True
        case ("own", _, _):
            return bool(organisation) and layer.owner == organisation
        case ("access", _, openness):
            return layer.access == openness
        case ("theme", _, theme):
            return layer.theme == theme
        case ("layer", _, name):
            return layer.name == name
        case _:
            return False


TITLES: Mapping[Right, tuple[str, str]] = {
    Right.SEE: ("xem", "see features"),
    Right.SEE_PERSONAL: ("xem dữ liệu cá nhân", "see personal data"),
    Right.SEE_WITHHELD: ("xem khu vực hạn chế", "see withheld areas"),
    Right.EDIT: ("sửa đối tượng", "change features"),
    Right.REVIEW: ("thẩm định", "review"),
    Right.PUBLISH: ("công bố", "publish"),
    Right.IMPORT: ("nhập dữ liệu", "import"),
    Right.EXPORT: ("xuất dữ liệu", "export"),
    Right.ADMINISTER: ("quản trị lớp", "administer the layer"),
    Right.READ_AUDIT: ("đọc nhật ký", "read the audit log"),
    Right.MANAGE_ACCESS: ("quản trị quyền", "manage access"),
}
"""What people call them, in Vietnamese and English."""
