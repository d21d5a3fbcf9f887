"""What an import is asked to do, and what it reports."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gis.errors import DothiError, FileRefused, Finding, Severity
from gis.spatial.kinds import GeometryKind
from layers.features.authority import Author


def _silent(done: int, of: int) -> None:
    """The progress of nobody who looks."""


@dataclass(frozen=True)
class ImportRequest:
    """One file into one layer.

    The layer is made from `template` (or the template of the layer's own name) where it isn't there yet, with
    `changes` to the template's description. `crs` overrides the file's own; `storage_crs` is where a new layer keeps
    its geometry. With `dry_run` everything is done and rolled back. `again` allows a file that was loaded before.
    `mapping` says which source column fills which field, before the alias table is asked. `by` is who imports.
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
    dry_run: bool = False
    again: bool = False
    mapping: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, Any] = field(default_factory=dict)
    progress: Callable[[int, int], None] = _silent


class NothingImported(FileRefused):
    """E-RUN-01: every feature was rejected; `findings` say why."""

    findings: Sequence[Finding] = ()


def refusal_as_json(error: DothiError, request: ImportRequest, language: str = "en") -> dict[str, Any]:
    """A refused import in the shape of a report: nothing imported, the reason first among the issues."""
    found = error.findings if isinstance(error, NothingImported) else ()
    read = error.values.get("read", 0) if found else 0
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
        "issues": [finding.as_json(language) for finding in (reason, *found)],
    }


@dataclass(frozen=True)
class ImportReport:
    """What was done with one file. `fields` says which source column filled which field; `preview` holds the first
    rows as they would stand in the layer; `encodings` gives each text column's encoding and confidence."""

    source: str
    format: str
    layer: str
    created: bool
    read: int
    imported: int
    repaired: int
    rejected: int
    crs: str
    crs_confidence: float
    storage_crs: str
    encoding: str
    encoding_confidence: float
    encodings: Mapping[str, Mapping[str, Any]]
    fields: Mapping[str, str]
    findings: Sequence[Finding]
    preview: Sequence[Mapping[str, Any]]
    run: int | None
    dry_run: bool
    seconds: float

    def as_json(self, language: str = "en") -> dict[str, Any]:
        """The report as `./dothi import --json` prints it."""
        plain = {
            name: getattr(self, name)
            for name in (
                "source", "format", "layer", "created", "read", "imported", "repaired", "rejected", "crs",
                "crs_confidence", "storage_crs", "encoding", "encoding_confidence", "run", "dry_run",
            )
        }  # fmt: skip
        return {
            **plain,
            "encodings": dict(self.encodings),
            "fields": dict(self.fields),
            "preview": list(self.preview),
            "seconds": round(self.seconds, 3),
            "issues": [finding.as_json(language) for finding in self.findings],
        }
