"""One delivery of the demo."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Delivery:
    """Files that fill one layer; `options` are those of `importers.services.ImportRequest`."""

    layer: str
    files: Callable[[], list[Path]]
    options: Mapping[str, Any] = field(default_factory=dict)
