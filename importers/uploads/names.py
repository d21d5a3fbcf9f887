"""Names of sent files: made harmless, and which of several files are sources of their own."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath

LONGEST = 120
"""Bytes of UTF-8; file systems take 255, and readers add endings."""
NAMELESS = "tep"
MAIN_OF = {
    ".shp": frozenset({".shx", ".dbf", ".prj", ".cpg", ".cst", ".sbn", ".sbx", ".qix", ".fix", ".qmd", ".xml"}),
    ".tab": frozenset({".dat", ".map", ".id", ".ind"}),
    ".mif": frozenset({".mid"}),
    ".gpkg": frozenset({".gpkg-wal", ".gpkg-shm"}),
    ".gml": frozenset({".xsd", ".gfs"}),
}
"""Endings of main files, with those of the parts that lie beside them."""
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]')


def safe_name(given: str) -> str:
    """The last part of what was given, as people wrote it but for what a path, a header or a terminal stumbles over.

    Never empty, never hidden, never a way to another folder.
    """
    text = unicodedata.normalize("NFC", given.encode("utf-8", "replace").decode()).replace("\\", "/")
    name = _FORBIDDEN.sub("_", text.rsplit("/", 1)[-1]).strip(" .")
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    ending = ending.encode()[:16].decode("utf-8", "ignore")
    room = LONGEST - len(ending.encode()) - 1
    stem = stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .") or NAMELESS
    return f"{stem}.{ending}" if ending else stem


def sources_among(names: Sequence[str]) -> list[str]:
    """The files that are sources of their own, in their order: parts of another (`thua.dbf` of `thua.shp`) aren't."""
    mains = {_split(name): name for name in names if _split(name)[1] in MAIN_OF}
    return [name for name in names if not _is_part(name, mains)]


def parts_of(source: str, names: Sequence[str]) -> list[str]:
    """The files that lie beside a source as its parts."""
    mains = {_split(source): source}
    return [name for name in names if name != source and _is_part(name, mains)]


def _is_part(name: str, mains: dict[tuple[str, str], str]) -> bool:
    stem, ending = _split(name)
    return any(
        (ending in parts and (stem, main) in mains) or (ending == ".xml" and _split(stem) in mains)
        for main, parts in MAIN_OF.items()
    )


def _split(name: str) -> tuple[str, str]:
    path = PurePosixPath(name)
    return path.stem.casefold(), path.suffix.casefold()
