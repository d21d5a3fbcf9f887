"""What is known of a file once it was read, in a form that goes through JSON between the two processes."""

from dataclasses import asdict, dataclass, field
from typing import Any, Self

from gis.errors import Finding, Severity
from gis.spatial.curves import TOLERANCE

Bounds = tuple[float, float, float, float]
_SEVERITIES = {"E": Severity.ERROR, "W": Severity.WARNING, "N": Severity.NOTE}


@dataclass(frozen=True)
class SourceDescription:
    """Facts about one layer of one file.

    crs: `EPSG:n` or WKT, None where the file doesn't say. `crs_stated` is False where it is only the format's
    default (GeoJSON, degrees in a table). bounds: west, south, east, north in the file's own coordinates.
    sha256: of the file, or for several parts of their lines `suffix sha256`. size: bytes of all parts.
    geometry_kinds: `point`, `multipolygon` … and `none` for rows without geometry, with their counts.
    linearised: features whose curves were made straight.
    remarks: what the reader noticed, counts by error code.
    """

    format: str
    layer: str
    crs: str | None
    crs_epsg: int | None
    crs_stated: bool
    geometry_kinds: dict[str, int]
    has_z: bool
    encoding_hint: str | None
    fields: list[tuple[str, str]]
    feature_count: int
    bounds: Bounds | None
    file_name: str
    sha256: str
    size: int
    unreadable_geometries: int = 0
    remarks: dict[str, int] = field(default_factory=dict)
    linearised: int = 0

    def findings(self) -> tuple[Finding, ...]:
        """What reading noticed, and did to the features."""
        noticed = [Finding(code, _SEVERITIES[code[0]], count) for code, count in self.remarks.items()]
        if self.linearised:
            values = {"tolerance": f"{TOLERANCE * 1000:g}"}
            noticed.append(Finding("N-FILE-01", Severity.NOTE, self.linearised, values))
        return tuple(noticed)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Undo `as_json` after JSON made lists of the tuples."""
        bounds = data["bounds"]
        pairs = [(str(name), str(kind)) for name, kind in data["fields"]]
        return cls(**{**data, "fields": pairs, "bounds": tuple(bounds) if bounds else None})
