"""What an import is asked to do, and what it reports."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gis.errors import DothiError, FileRefused, Finding, Severity
from gis.spatial.kinds import GeometryKind
from layers.features.authority import Author
from layers.features.services import Absent

if TYPE_CHECKING:
    from importers.report.material import Material


def _silent(done: int, of: int) -> None:
    """The progress of nobody who looks."""


class Mode(StrEnum):
    """What the file is to the layer: its first content, more of it, all of it, or what is known better by now."""

    NEW = "new"
    APPEND = "append"
    REPLACE = "replace"
    UPDATE = "update"

    @property
    def is_difference(self) -> bool:
        """Whether the file is laid beside what stands."""
        return self in (Mode.REPLACE, Mode.UPDATE)


@dataclass(frozen=True)
class ImportRequest:
    """One file into one layer.

    The layer is made from `template` (or the template of the layer's own name) where it isn't there yet, with
    `changes` to the template's description. `crs` overrides the file's own; `storage_crs` is where a new layer keeps
    its geometry. With `dry_run` everything is done and rolled back. `again` allows a file that was loaded before.
    `mapping` says which source column fills which field, before the alias table is asked. `by` is who imports;
    `origin` the address that the file was fetched from. `streets` is a layer of named lines along which a list without
    coordinates is placed.

    `mode` None is new where the layer isn't there and append where it is. For replace and update: `key` are the fields
    by which a feature is known (the layer's own unless said), `absent` what becomes of features that the file hasn't
    (update alone; they stay unless said), and `from_day` the day from which the changes hold.
    `place` is the province or commune where the data should lie (the city's province unless said); `swap_axes` and
    `unit` (m, mm) say how its numbers are meant. `preset` names how the source was understood before; without it one
    whose columns fit is applied, unless `no_preset`; `save_preset` keeps this import's under a name. `value_maps` says
    by field which values of the source become which.
    """

    path: Path
    layer: str
    by: Author = field(kw_only=True)
    template: str | None = None
    crs: str | None = None
    storage_crs: str | None = None
    encoding: str | None = None
    geometry: GeometryKind | None = None
    source_layer: str | None = None
    streets: str | None = None
    dry_run: bool = False
    again: bool = False
    mode: Mode | None = None
    key: Sequence[str] = ()
    absent: Absent | None = None
    from_day: date | None = None
    place: str | None = None
    swap_axes: bool = False
    unit: str | None = None
    preset: str | None = None
    no_preset: bool = False
    save_preset: str | None = None
    value_maps: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)
    origin: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)
    progress: Callable[[int, int], None] = _silent

    def options(self) -> dict[str, Any]:
        """What it asks for beside the file and the layer, as JSON holds it: what isn't as it is by itself."""
        said = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in _OWN_WAYS}
        return {name: _plain(value) for name, value in said.items() if value}


_OWN_WAYS = frozenset({"path", "layer", "by", "origin", "changes", "progress"})
"""Members that are no options: they are said otherwise, or can't be written down."""
_TYPES: Mapping[str, Callable[[Any], Any]] = {
    "geometry": GeometryKind, "mode": Mode, "absent": Absent, "from_day": date.fromisoformat, "key": tuple,
}  # fmt: skip
"""Options that JSON holds otherwise than a request does."""


def requested(path: Path, layer: str, by: Author, options: Mapping[str, Any], **more: Any) -> ImportRequest:
    """The request of which `options()` gave these options; others are passed over."""
    known = {one.name for one in fields(ImportRequest)} - _OWN_WAYS
    said = {
        name: _TYPES[name](value) if name in _TYPES else value
        for name, value in options.items()
        if name in known and value
    }
    return ImportRequest(path, layer, by=by, **said, **more)


def _plain(value: Any) -> Any:
    match value:
        case StrEnum():
            return str(value)
        case date():
            return value.isoformat()
        case Mapping():
            return dict(value)
        case list() | tuple():
            return list(value)
    return value


class NothingImported(FileRefused):
    """E-RUN-01: every feature was rejected; `findings` say why."""

    findings: Sequence[Finding] = ()
    details: "Material | None" = None


def refusal_as_json(error: DothiError, request: ImportRequest, language: str = "en") -> dict[str, Any]:
    """A refused import in the shape of a report: nothing imported, the reason first among the issues."""
    found: Sequence[Finding] = getattr(error, "findings", ())
    read = error.values.get("read", 0) if isinstance(error, NothingImported) else 0
    reason = Finding(error.code, Severity.ERROR, 1, error.values)
    return {
        "source": request.path.name,
        "layer": request.layer,
        "read": read,
        "imported": 0,
        "repaired": 0,
        "rejected": read,
        "crs": None,
        "encoding": None,
        "dry_run": request.dry_run,
        "candidates": error.values.get("candidates", []),
        "issues": [finding.as_json(language) for finding in (reason, *found)],
    }


@dataclass(frozen=True)
class ImportReport:
    """What was done with one file.

    `read` are its features: those `imported` stand in the layer now, as they were `inserted`, `changed` one that stood,
    or stood so already (`unchanged`); the others are `rejected`. `retired` are features that the file hasn't.
    `fields` says which source column filled which field; `preview` holds the first rows as they would stand in the
    layer; `encodings` gives each text column's encoding and confidence."""

    """What was done with one file. `fields` says which source column filled which field,
    `proposed` which could have and wasn't sure enough, `preset`
    what was applied; `preview` holds the first
    rows as they would stand in the layer; `encodings` gives each text column's encoding and confidence."""

    source: str
    format: str
    layer: str
    created: bool
    read: int
    imported: int
    inserted: int
    changed: int
    unchanged: int
    retired: int
    repaired: int
    rejected: int
    mode: Mode
    crs: str
    crs_confidence: float
    storage_crs: str
    encoding: str
    encoding_confidence: float
    encodings: Mapping[str, Mapping[str, Any]]
    fields: Mapping[str, str]
    proposed: Sequence[Mapping[str, Any]]
    preset: str | None
    findings: Sequence[Finding]
    preview: Sequence[Mapping[str, Any]]
    run: int | None
    dry_run: bool
    seconds: float
    details: "Material | None" = None
    """Case by case, for the report's documents; see importers.report."""

    def as_json(self, language: str = "en") -> dict[str, Any]:
        """The report as `./dothi import --json` prints it."""
        plain = {
            name: getattr(self, name)
            for name in (
                "source", "format", "layer", "created", "read", "imported", "inserted", "changed", "unchanged",
                "retired", "repaired", "rejected", "crs",
                "crs_confidence", "storage_crs", "encoding", "encoding_confidence", "run", "dry_run",
                "source", "format", "layer", "created", "read", "imported", "repaired", "rejected", "crs",
                "crs_confidence", "storage_crs", "encoding", "encoding_confidence", "preset", "run", "dry_run",
            )
        }  # fmt: skip
        return {
            **plain,
            "mode": str(self.mode),
            "encodings": dict(self.encodings),
            "fields": dict(self.fields),
            "proposed": list(self.proposed),
            "preview": list(self.preview),
            "seconds": round(self.seconds, 3),
            "issues": [finding.as_json(language) for finding in self.findings],
        }
