"""Where sent files lie: one folder an upload under `uploads` of the installation's var folder.

`upload.json` in it says whose it is; its time of change is when the upload was last of use. An upload is known to its
owner alone: for everybody else there is none.
"""

import errno
import json
import os
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self
from uuid import UUID, uuid4

from django.conf import settings

from gis.errors import DothiError, InvalidRequest, NotFound
from importers.reading.marks import refuse_marked_name
from importers.uploads.errors import UploadTooLarge
from importers.uploads.names import safe_name, sources_among

MEGABYTE = 1_000_000
MOST_FILES, MOST_UPLOADS = 40, 20
_NOTE, _FILES = "upload.json", "files"
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True)
class Upload:
    """Files of one sending. `sources` are those that can be imported, the others are their parts; sizes in bytes."""

    id: UUID
    folder: Path
    files: tuple[tuple[str, int], ...]
    expires_at: datetime

    @property
    def sources(self) -> list[str]:
        return sources_among([name for name, _ in self.files])

    @property
    def paths(self) -> list[Path]:
        """The sources, to be read."""
        return [self.folder / name for name in self.sources]

    def path(self, source: str | None) -> Path:
        """One source by its name; the first unless one is named. Raises NotFound: E-UPLOAD-01."""
        names = self.sources
        if source is None and names:
            return self.folder / names[0]
        if source not in names:
            raise NotFound("E-UPLOAD-01")
        return self.folder / source


class Receiving:
    """An upload while it comes: use it as a context manager, so that nothing stays of one that breaks off."""

    def __init__(self, owner: int) -> None:
        self.id, self.owner, self.size = uuid4(), owner, 0
        self.names: list[str] = []
        self.folder = _root() / str(self.id)
        self._file: IO[bytes] | None = None
        self._is_whole = False

    def __enter__(self) -> Self:
        (self.folder / _FILES).mkdir(parents=True)
        self.folder.chmod(0o700)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
        if not self._is_whole:
            shutil.rmtree(self.folder, ignore_errors=True)

    def take(self, name: str, chunks: Iterable[bytes]) -> None:
        """One whole file; raises what `begin_file` and `write` do."""
        self.begin_file(name)
        for chunk in chunks:
            self.write(chunk)

    def begin_file(self, name: str) -> None:
        """Raises FileRefused: E-FILE-10 its name carries a secrecy mark. InvalidRequest: E-UPLOAD-05 there are too many
        files, or two of one name."""
        safe = safe_name(name)
        refuse_marked_name(Path(safe))
        if len(self.names) >= MOST_FILES or safe.casefold() in map(str.casefold, self.names):
            raise InvalidRequest("E-UPLOAD-05", name=safe, most=MOST_FILES)
        self.names.append(safe)
        self._close()
        self._file = (self.folder / _FILES / safe).open("xb")

    def write(self, chunk: bytes) -> None:
        """Raises UploadTooLarge: E-UPLOAD-02 more bytes than may be sent, E-UPLOAD-04 no room for them."""
        assert self._file is not None  # noqa: S101  begin_file comes first
        self.size += len(chunk)
        refuse_size(self.size)
        try:
            self._file.write(chunk)
        except OSError as error:
            if error.errno in _NO_ROOM:
                raise UploadTooLarge("E-UPLOAD-04") from error
            raise

    def done(self) -> Upload:
        """All has come. Raises InvalidRequest: E-UPLOAD-03 where nothing was sent."""
        self._close()
        if not self.size:
            raise InvalidRequest("E-UPLOAD-03")
        (self.folder / _NOTE).write_text(json.dumps({"owner": self.owner, "files": self.names}))
        self._is_whole = True
        return find(self.id, self.owner)

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()


def refuse_size(size: int) -> None:
    """Raises UploadTooLarge: E-UPLOAD-02 for more bytes than the setting allows."""
    if size > settings.UPLOAD_MB * MEGABYTE:
        raise UploadTooLarge("E-UPLOAD-02", limit=settings.UPLOAD_MB)


def begin(owner: int) -> Receiving:
    """Take an upload from an account. What has expired is removed first, and the account's oldest where it has many."""
    remove_expired()
    mine = [folder for folder in _folders() if _note(folder).get("owner") == owner]
    if len(mine) >= MOST_UPLOADS:
        oldest = min(mine, key=lambda folder: (folder / _NOTE).stat().st_mtime)
        shutil.rmtree(oldest, ignore_errors=True)
    _root().mkdir(parents=True, exist_ok=True, mode=0o700)
    return Receiving(owner)


def find(upload: UUID, owner: int) -> Upload:
    """Raises NotFound: E-UPLOAD-01 where this account has no such upload, or no more."""
    folder = _root() / str(upload)
    note = _note(folder)
    if not note or note["owner"] != owner:
        raise NotFound("E-UPLOAD-01")
    files = folder / _FILES
    sizes = tuple((name, (files / name).stat().st_size) for name in note["files"] if (files / name).is_file())
    used = datetime.fromtimestamp((folder / _NOTE).stat().st_mtime, UTC)
    return Upload(upload, files, sizes, used + timedelta(hours=settings.UPLOAD_HOURS))


def keep_longer(upload: Upload) -> None:
    """It is of use now: its time begins anew."""
    os.utime(upload.folder.parent / _NOTE)


def remove(upload: UUID) -> None:
    """Remove the files; again is harmless."""
    shutil.rmtree(_root() / str(upload), ignore_errors=True)


def remove_expired() -> int:
    """Remove uploads that were of no use for UPLOAD_HOURS, and what is left of sendings that broke off; how many."""
    now, removed = time.time(), 0
    for folder in _root().iterdir() if _root().is_dir() else ():
        mark = folder / _NOTE
        try:
            age = now - (mark if mark.exists() else folder).stat().st_mtime
        except OSError:  # another process removes it
            continue
        if age > settings.UPLOAD_HOURS * 3600:
            shutil.rmtree(folder, ignore_errors=True)
            removed += 1
    return removed


def remove_marked(upload: UUID | str | None, refusal: DothiError) -> None:
    """Nothing is kept of a file that carries a secrecy mark (E-FILE-10)."""
    if upload is not None and refusal.code == "E-FILE-10":
        remove(UUID(str(upload)))


def _root() -> Path:
    return Path(settings.VAR_DIR) / "uploads"


def _folders() -> list[Path]:
    return [folder for folder in _root().iterdir() if _note(folder)] if _root().is_dir() else []


def _note(folder: Path) -> dict[str, Any]:
    try:
        note: dict[str, Any] = json.loads((folder / _NOTE).read_text())
    except (OSError, ValueError):
        return {}
    return note
