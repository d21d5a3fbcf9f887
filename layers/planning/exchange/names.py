"""Official names in camel case as names of columns and layers: `maHoSoQH` -> `ma_ho_so_qh`, and class
`ChucNangSuDungDat_A` of `QuyHoach` -> layer `qh_chuc_nang_su_dung_dat_a`."""

import re

from layers.planning.exchange.model import ExchangeClass

LONGEST = 40
SIGNS = {"HienTrang": "ht", "QuyHoach": "qh", "NenDiaHinh": "ndh", "MocGioi": "mg"}
"""How layers of each database begin."""
_JOINED = {"TNTvaVSMT": "TntVaVsmt", "SDDkhac": "SddKhac", "PCCC": "Pccc"}
"""Where an abbreviation runs into the next word."""
_BEGINNINGS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def column_name(official: str) -> str:
    """The column of a field; unique within its class."""
    return _shortened(_words(official), LONGEST)


def layer_name(exchange_class: ExchangeClass, prefix: str = "") -> str:
    """The layer made from a class; unique among all 153."""
    beginning = f"{prefix}{SIGNS[exchange_class.database]}_"
    return beginning + _shortened(_words(exchange_class.name), LONGEST - len(beginning))


def _words(official: str) -> list[str]:
    for joined, apart in _JOINED.items():
        official = official.replace(joined, apart)
    return _BEGINNINGS.sub("_", official).lower().split("_")


def _shortened(words: list[str], length: int) -> str:
    """The words joined; where that is too long the first of them shrink to their initials, as many as it takes."""
    for initials in range(len(words) + 1):
        first = "".join(word[0] for word in words[:initials])
        name = "_".join(filter(None, [first, *words[initials:]]))
        if len(name) <= length:
            return name
    raise ValueError(f"{words} in {length} letters")
