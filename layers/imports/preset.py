"""A preset as it is passed around, and what makes two sources the same."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
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
    source: str = ""
    made_by: str = ""
    made_at: datetime | None = None
    last_used_at: datetime | None = None

    def without(self, hidden: Collection[str]) -> "Preset":
        """The same for somebody who doesn't know of these fields of the layer."""
        return replace(
            self,
            mapping={column: name for column, name in self.mapping.items() if name not in hidden},
            value_maps={name: values for name, values in self.value_maps.items() if name not in hidden},
        )

    def as_json(self) -> dict[str, Any]:
        """As `./dothi presets show --json` prints it, and the API gives it."""
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
            "source": self.source,
            "made_by": self.made_by,
            "made_at": self.made_at,
            "last_used_at": self.last_used_at,
        }


def signature(columns: Iterable[str]) -> tuple[str, ...]:
    """The columns of a source, whatever their order and case: two files with the same ones are of one source."""
    return tuple(sorted({unicodedata.normalize("NFC", name).casefold() for name in columns}))
