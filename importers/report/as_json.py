"""The report as JSON: what was found, case by case with its place (GeoJSON, degrees) and the raw values."""

import json
from typing import Any

import shapely

from importers.report.material import FID, REASONS, Case, Material
from importers.report.words import title_of


def report_document(material: Material) -> dict[str, Any]:
    """`findings` in the order of the report, each with its cases; `features` by number in the source."""
    by_number: dict[int, list[Case]] = {}
    for case in material.cases:
        by_number.setdefault(case.number, []).append(case)
    findings = []
    for number, found in enumerate(material.found):
        title = title_of(found.code)
        findings.append(
            {
                "code": found.code,
                "severity": str(found.severity),
                "title": {"vi": title.vi, "en": title.en} if title else None,
                "message": {language: found.message(language) for language in ("vi", "en")},
                "count": found.count,
                "cases": [case_document(case) for case in by_number.get(number, [])],
            }
        )
    return {**material.facts, "findings": findings, "features": _features(material)}


def case_document(case: Case) -> dict[str, Any]:
    """One case. `ids` are features that stood in the layer before."""
    shape = shapely.from_wkb(case.shape) if case.shape else None
    return {
        "features": list(case.fids),
        "ids": list(case.ids),
        "geometry": json.loads(shapely.to_geojson(shape)) if shape is not None else None,
        "values": {name: value for name, value in case.values.items() if name != "fields"},
    }


def raw_values(material: Material) -> dict[int, dict[str, Any]]:
    """The source's own columns by feature; empty ones are left out."""
    rows = material.features.select([FID, *material.columns]).to_pylist()
    return {row[FID]: {name: value for name, value in row.items() if name != FID and value is not None} for row in rows}


def _features(material: Material) -> list[dict[str, Any]]:
    raw = raw_values(material)
    reasons = zip(material.features.column(FID).to_pylist(), material.features.column(REASONS).to_pylist(), strict=True)
    return [
        {
            "feature": fid,
            "rejected": bool(numbers),
            "reasons": [material.found[n].code for n in numbers],
            "values": raw[fid],
        }
        for fid, numbers in reasons
    ]
