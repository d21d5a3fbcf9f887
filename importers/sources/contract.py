"""What every kind of source promises: to bring what it holds as a file, which is then read as any other file is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from gis.errors import DothiError

MEGABYTE = 1_000_000


class SourceRefused(DothiError):
    """A source can't be fetched, or isn't what it was taken for."""


def _silent(done: int) -> None:
    """The progress of nobody who looks."""


@dataclass(frozen=True)
class Limits:
    """How much may be fetched: megabytes and seconds altogether, and the hosts that may have private addresses."""

    megabytes: int = 2_048
    seconds: float = 1_200.0
    private_hosts: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Fetching:
    """One source to bring: `text` as it was given, `folder` an empty one for it, `layer` the part that is wanted.

    `progress` gets the bytes or rows so far; whatever it raises ends the fetching.
    """

    text: str
    folder: Path
    layer: str | None = None
    limits: Limits = field(default_factory=Limits)
    progress: Callable[[int], None] = _silent

    @property
    def shown(self) -> str:
        return shown(self.text)


@dataclass(frozen=True)
class Fetched:
    """The file, the layer in it that is still to be chosen, and the address that it came from, as it may be kept."""

    path: Path
    layer: str | None = None
    origin: str = ""


@dataclass(frozen=True)
class SourceKind:
    """One entry of the registry; `recognises` looks at the address alone."""

    name: str
    title: str
    recognises: Callable[[str], bool]
    fetch: Callable[[Fetching], Fetched]


def shown(text: str) -> str:
    """The address as it may be said and kept: without user, password and query, where keys are sent too."""
    if "://" not in text:
        return text
    parts = urlsplit(text)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def has_secret(text: str) -> bool:
    """Whether the address holds a user or a password."""
    return "://" in text and "@" in urlsplit(text).netloc
