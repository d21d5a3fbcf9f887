"""Files that features name: photographs, decisions, drawings. They lie behind Django's storage, under their content's
hash, and are never changed or replaced; a field holds the name under which one was put away."""

import hashlib
import re
from pathlib import Path, PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from gis.errors import FeatureRefused, NotFound

KINDS: dict[str, tuple[bytes, str]] = {
    ".jpg": (b"\xff\xd8\xff", "image/jpeg"),
    ".jpeg": (b"\xff\xd8\xff", "image/jpeg"),
    ".png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    ".webp": (b"RIFF", "image/webp"),
    ".pdf": (b"%PDF-", "application/pdf"),
}
"""By the ending: how such a file begins, and its media type. What a browser could run is not among them."""
LIMIT_MB = 50
_NAME = re.compile(r"^[0-9a-f]{2}/[0-9a-f]{64}/[^/\\]+$")


def put_away(path: Path) -> str:
    """Keep a copy of the file and give the name for a field of type `file`; the same content is kept once a name.

    Raises:
        FeatureRefused: E-FEATURE-08 where it can't be read, is too large, or isn't what its ending says.
    """
    begins, _ = KINDS.get(path.suffix.lower(), (None, ""))
    try:
        size = path.stat().st_size
        if size > LIMIT_MB * 1_000_000:
            raise _refused(path, f"{size / 1e6:.1f} MB")
        content = path.read_bytes()
    except OSError as error:
        raise _refused(path, error.strerror or type(error).__name__) from error
    if begins is None or not content.startswith(begins):
        raise _refused(path, path.suffix or "?")
    digest = hashlib.sha256(content).hexdigest()
    name = f"{digest[:2]}/{digest}/{_plain(path.name)}"
    if not is_stored(name):
        default_storage.save(name, ContentFile(content))
    return name


def open_file(name: str) -> "File[bytes]":
    """The file of that name, to be read. Raises NotFound: E-FEATURE-09."""
    if not is_stored(name):
        raise NotFound("E-FEATURE-09")
    return default_storage.open(name)


def is_stored(name: str) -> bool:
    """Whether a file was put away under the name."""
    try:
        known = _NAME.match(name) and PurePosixPath(name).suffix.lower() in KINDS
        return bool(known) and default_storage.exists(name)
    except SuspiciousFileOperation:
        return False


def media_type(name: str) -> str:
    """The media type of a stored file."""
    return KINDS[Path(name).suffix.lower()][1]


def _plain(name: str) -> str:
    """As people called it, without what paths or headers would stumble over."""
    return re.sub(r"[^\w.\- ]+", "_", name)[-80:]


def _refused(path: Path, reason: str) -> FeatureRefused:
    return FeatureRefused("E-FEATURE-08", name=path.name, reason=reason, known=", ".join(KINDS), limit=LIMIT_MB)
