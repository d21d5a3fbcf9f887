"""A preset as it is passed around, and what makes two sources the same."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

NAME = re.compile(r"[\w][\w \-]{0,59}")


@dataclass(frozen=True)
class Preset:
    """See `layers.imports.models.ImportPreset`."""

    name: str
    layer: str
    template: str
    columns: tuple[str, ...]
    mapping: Mapping[str, str]
    value_maps: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    crs: str = ""
    encoding: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As `./dothi presets show --json` prints it."""
        return {
            "name": self.name,
            "layer": self.layer,
            "template": self.template,
            "columns": list(self.columns),
            "mapping": dict(self.mapping),
            "value_maps": {name: dict(values) for name, values in self.value_maps.items()},
            "crs": self.crs,
            "encoding": self.encoding,
            "options": dict(self.options),
        }


def signature(columns: Iterable[str]) -> tuple[str, ...]:
    """The columns of a source, whatever their order and case: two files with the same ones are of one source."""
    return tuple(sorted({unicodedata.normalize("NFC", name).casefold() for name in columns}))
