"""Archives unpacked into a folder of our own: ZIP, tar (also packed with gzip, bzip2 or xz), and a lone gzip file.

Nothing that an archive says of itself is believed. Sizes are counted while unpacking, entries are written under names
that can't lead out of the folder, and what is neither a file nor a folder is refused.
"""

import gzip
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from gis.errors import FileRefused
from importers.formats import entry_names
from importers.formats.content import head
from importers.formats.contract import damaged

MOST_ENTRIES = 20_000
MOST_RATIO = 250
"""Bytes out for a byte in, for the archive as a whole. Tables full of blanks reach 100; DEFLATE's most is 1,032."""
RATIO_FROM = 64 << 20
"""Below this many bytes any ratio will do."""
_CHUNK = 1 << 20
_ENCRYPTED = 0x1
_TAR_MAGIC_AT, _TAR_MAGIC = 257, b"ustar"

Open = Callable[[], IO[bytes]]
Entry = tuple[str, bool, Open]
"""Name in the archive, whether it is a folder, and how its bytes are had."""


@dataclass
class Budget:
    """What may still be unpacked for one request, over all archives of it."""

    bytes_left: int
    entries_left: int = MOST_ENTRIES


def is_archive(path: Path) -> bool:
    """By its first bytes: ZIP, tar, or gzip (a tar in it or one file)."""
    data = head(path, 512)
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b")) or _is_tar(data)


def unpack(path: Path, folder: Path, budget: Budget) -> None:
    """Write everything in the archive under `folder`, which is made.

    Raises:
        FileRefused: E-FILE-12 more than the budget or a ratio that no data has, E-FILE-13 a name or a link that leads
            elsewhere, E-FILE-14 it needs a password, E-FILE-03 it is damaged or packed in an unknown way.
    """
    folder.mkdir(parents=True)
    size, written = path.stat().st_size, 0
    with _damage_named(path):
        for name, is_folder, open_ in _entries(path):
            budget.entries_left -= 1
            if budget.entries_left < 0:
                raise _too_much(path, f"it has more than {MOST_ENTRIES} entries", f"nhiều hơn {MOST_ENTRIES} mục")
            target = folder.joinpath(*entry_names.safe_parts(path, name))
            if is_folder:
                target.mkdir(parents=True, exist_ok=True)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            with open_() as source, target.open("xb") as file:
                while chunk := source.read(_CHUNK):
                    written += len(chunk)
                    budget.bytes_left -= len(chunk)
                    _refuse_bomb(path, written, size, budget)
                    file.write(chunk)


def _refuse_bomb(path: Path, written: int, size: int, budget: Budget) -> None:
    if budget.bytes_left < 0:
        raise _too_much(path, "it unfolds to more than the limit", "dung lượng sau khi giải nén vượt giới hạn")
    if written > RATIO_FROM and written > MOST_RATIO * size:
        raise _too_much(
            path,
            f"it unfolds to more than {MOST_RATIO} times its size",
            f"dung lượng sau khi giải nén lớn hơn {MOST_RATIO} lần tệp nén",
        )


def _entries(path: Path) -> Iterator[Entry]:
    data = head(path, 512)
    if data.startswith(b"PK"):
        return _of_zip(path)
    if _is_tar(data):
        return _of_tar(path)
    return _of_tar(path) if _holds_tar(path) else _of_gzip(path)


def _of_zip(path: Path) -> Iterator[Entry]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            name = entry_names.decoded(info)
            kind = stat.S_IFMT(info.external_attr >> 16)
            if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
                raise FileRefused("E-FILE-13", name=path.name, entry=name)
            if info.flag_bits & _ENCRYPTED:
                raise FileRefused("E-FILE-14", name=path.name)
            yield name, info.is_dir() or name.endswith("\\"), lambda info=info: archive.open(info)  # type: ignore[misc]


def _of_tar(path: Path) -> Iterator[Entry]:
    with tarfile.open(path, "r:*") as archive:
        for member in archive:
            if not (member.isfile() or member.isdir()):
                raise FileRefused("E-FILE-13", name=path.name, entry=member.name)
            yield member.name, member.isdir(), lambda member=member: _extracted(archive, member)  # type: ignore[misc]


def _of_gzip(path: Path) -> Iterator[Entry]:
    name = path.stem if path.suffix.lower() == ".gz" else path.name
    yield name, False, lambda: cast("IO[bytes]", gzip.GzipFile(path))


def _extracted(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    file = archive.extractfile(member)
    if file is None:
        raise tarfile.ReadError("no bytes")
    return file


def _is_tar(data: bytes) -> bool:
    return data[_TAR_MAGIC_AT : _TAR_MAGIC_AT + 5] == _TAR_MAGIC


def _holds_tar(path: Path) -> bool:
    with gzip.open(path) as file:
        return _is_tar(file.read(512))


def _too_much(path: Path, reason: str, reason_vi: str) -> FileRefused:
    return FileRefused(
        "E-FILE-12", name=path.name, reason=reason, reason_vi=reason_vi, setting="DOTHI_READ_UNPACKED_MB"
    )


@contextmanager
def _damage_named(path: Path) -> Iterator[None]:
    """What the standard library says of a broken archive becomes E-FILE-03."""
    try:
        yield
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, EOFError) as error:
        said = str(error)[:120] or type(error).__name__
        raise damaged(path, f"the archive can't be unpacked ({said})", f"không giải nén được ({said})") from error
    except FileExistsError as error:
        raise damaged(path, "two of its entries have one name", "hai mục trong tệp nén trùng tên") from error
    except (NotADirectoryError, IsADirectoryError) as error:
        said = "một mục trong tệp nén vừa là tệp vừa là thư mục"
        raise damaged(path, "one of its entries is a file and a folder", said) from error
    except NotImplementedError as error:  # a method of compression that Python doesn't know
        said = f"được nén theo cách không giải nén được ({error})"
        raise damaged(path, f"it is packed in a way that can't be unpacked ({error})", said) from error
    except (ValueError, OverflowError, RuntimeError, UnicodeError) as error:
        said = f"không hiểu được mục lục của tệp nén ({str(error)[:120]})"
        raise damaged(path, f"the archive's directory can't be understood ({str(error)[:120]})", said) from error
