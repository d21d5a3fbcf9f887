"""What a report is made from, whoever reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from gis.errors import Finding, Severity

FID, GEOMETRY, COMMUNE, REASONS = "fid", "geometry", "commune_code", "reasons"
OWN_COLUMNS = (FID, GEOMETRY, COMMUNE, REASONS)


@dataclass(frozen=True)
class Case:
    """One case of a finding, in degrees (WGS 84). `number` is the finding's in the report."""

    number: int
    fids: tuple[int, ...]
    ids: tuple[int, ...]
    shape: bytes | None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """A finding without its cases; `values` fill its sentence."""

    code: str
    severity: Severity
    count: int
    values: Mapping[str, Any]

    def message(self, language: str) -> str:
        return self._finding.message(language)

    @property
    def _finding(self) -> Finding:
        return Finding(self.code, self.severity, self.count, dict(self.values))


@dataclass(frozen=True)
class Material:
    """`facts` are those of the import's report (source, layer, counts, systems, sha256 …). `features` holds every
    feature that is named anywhere: number and geometry as read, commune where it is known, why it was rejected (numbers
    of findings, none where it wasn't), and the source's own columns with legacy text decoded. `mapped` says
    which of these fills which field of the layer; `survey_epsg` is the system of the geometries."""

    facts: Mapping[str, Any]
    survey_epsg: int
    found: Sequence[Found]
    cases: Sequence[Case]
    features: pa.Table
    mapped: Mapping[str, str]

    @property
    def columns(self) -> list[str]:
        """The source's own."""
        return [name for name in self.features.column_names if name not in OWN_COLUMNS]
