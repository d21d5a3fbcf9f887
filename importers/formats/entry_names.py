"""Names in archives: in which letters they are written, and that they lead nowhere else."""

import unicodedata
import zipfile
import zlib
from pathlib import Path, PurePosixPath, PureWindowsPath

from gis.errors import FileRefused

LONGEST_BYTES = 200
"""Of one part of a path; file systems take 255, and readers add suffixes."""
_UTF8_FLAG = 0x800
_CODE_PAGES = ("utf-8", "cp1258")


def decoded(info: zipfile.ZipInfo) -> str:
    """The name of a ZIP entry. Without the flag for UTF-8 Python takes cp437 (APPNOTE 6.3.10, appendix D), while
    programs write UTF-8 or, on a Vietnamese Windows, cp1258: so the bytes are looked at again."""
    if info.flag_bits & _UTF8_FLAG or info.filename.isascii():
        return unicodedata.normalize("NFC", info.filename)
    try:
        octets = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return unicodedata.normalize("NFC", info.filename)
    for code_page in _CODE_PAGES:
        try:
            return unicodedata.normalize("NFC", octets.decode(code_page))
        except UnicodeDecodeError:
            continue
    return info.filename


def safe_parts(archive: Path, name: str) -> list[str]:
    """The folders and the name under which an entry is written.

    Raises:
        FileRefused: E-FILE-13 the name is absolute, has a drive, or goes up.
    """
    plain = name.replace("\\", "/")
    parts = [part for part in plain.split("/") if part not in ("", ".")]
    absolute = PurePosixPath(plain).is_absolute() or PureWindowsPath(name).drive or PureWindowsPath(name).root
    if absolute or ".." in parts or "\0" in name or not parts:
        raise FileRefused("E-FILE-13", name=archive.name, entry=name[:200])
    return [_shortened(part) for part in parts]


def _shortened(part: str) -> str:
    """A long name keeps its suffix and gets a checksum of its stem, so that the parts of a file stay together."""
    part = part.encode("utf-8", "replace").decode()
    if len(part.encode()) <= LONGEST_BYTES:
        return part
    stem, dot, suffix = part.rpartition(".")
    stem, suffix = (stem, suffix) if stem and len(suffix.encode()) <= 10 else (part, "")
    short = stem.encode()[: LONGEST_BYTES // 2].decode("utf-8", "ignore")
    return f"{short}~{zlib.crc32(stem.encode()):08x}{dot if suffix else ''}{suffix}"
