"""How much a reading may take. Each limit has an environment variable, which a refusal names as the one to raise."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self

_MEBIBYTE = 1 << 20
_PREFIX = "DOTHI_READ_"


@dataclass(frozen=True)
class ReadLimits:
    """Memory is address space (RLIMIT_AS), which runs about 0.5 GB above what is really used; the spool is one file,
    what is unpacked all files of an archive together."""

    memory_mb: int = 3_072
    cpu_seconds: int = 600
    wall_seconds: int = 1_200
    spool_mb: int = 8_192
    unpacked_mb: int = 4_096

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """The defaults, with whole numbers from DOTHI_READ_MEMORY_MB, _CPU_SECONDS, _WALL_SECONDS, _SPOOL_MB,
        _UNPACKED_MB."""
        given = {f.name: environment.get(setting_of(f.name), "") for f in fields(cls)}
        return cls(**{name: int(text) for name, text in given.items() if text.isdigit() and int(text) > 0})

    @property
    def memory_bytes(self) -> int:
        return self.memory_mb * _MEBIBYTE

    @property
    def spool_bytes(self) -> int:
        return self.spool_mb * _MEBIBYTE

    @property
    def unpacked_bytes(self) -> int:
        return self.unpacked_mb * _MEBIBYTE


def setting_of(limit: str) -> str:
    """The environment variable of a limit."""
    return _PREFIX + limit.upper()
