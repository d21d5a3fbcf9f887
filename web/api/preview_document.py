"""A preview as the API gives it: docs/reference/api-imports.md."""

from typing import Any

from gis.errors import DothiError
from gis.spatial.crs import WGS84, Crs
from importers.registry import FORMATS
from importers.services.preview import Preview
from importers.services.previewed_columns import PreviewedColumn
from importers.uploads import Upload
from layers.catalog.description import FieldDescription, LayerDescription
from layers.codes.queries import codes_of
from web.api.uploads import upload_document

MOST_CODES = 300


def preview_document(found: Preview, upload: Upload, name: str, language: str) -> dict[str, Any]:
    """Everything a person needs to choose; refusals by what they are about."""
    source, survey, target = found.source, found.survey, found.target
    refused = found.refusals.get("file")
    return {
        "upload": upload_document(upload),
        "source": name,
        "format": source.format if source else None,
        "format_title": next((one.title for one in FORMATS if source and one.name == source.format), None),
        "source_layer": source.layer if source else None,
        "source_layers": _names(refused),
        "features": source.feature_count if source else 0,
        "size": source.size if source else 0,
        "geometry": str(found.kind) if found.kind else None,
        "geometry_kinds": source.geometry_kinds if source else {},
        "crs": None
        if survey is None
        else {"crs": _code(survey.crs), "name": survey.crs.name, "confidence": survey.confidence},
        "candidates": found.candidates,
        "bounds": found.bounds,
        "sample": found.features,
        "layer": None
        if target is None
        else {
            "name": target.name,
            "title": {"vi": target.title.vi, "en": target.title.en},
            "template": target.template,
            "new": found.new,
            "storage_crs": str(target.storage),
            "fields": [_field(one) for one in target.fields],
            "key": list(target.key_fields),
        },
        "columns": [_column(one, target) for one in found.columns],
        "preset": found.preset,
        "suggested": [{"name": one.name, "new": one.new, "matched": one.matched} for one in found.suggested],
        "issues": [finding.as_json(language) for finding in found.findings],
        "refusals": {about: _refusal(error, language) for about, error in found.refusals.items()},
    }


def _names(refused: DothiError | None) -> list[str]:
    """The layers of a file that has several, where one has to be chosen."""
    if refused is None or refused.code not in ("E-FILE-06", "E-FILE-07"):
        return []
    return [name for name in str(refused.values.get("layers", "")).split(", ") if name]


def _refusal(error: DothiError, language: str) -> dict[str, str]:
    return {"code": error.code, "sentence": error.sentence(language), "way_out": error.way_out(language)}


def _code(crs: Crs) -> str:
    return f"EPSG:{WGS84 if crs.crs84 else crs.epsg}"


def _field(one: FieldDescription) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": {"vi": one.title.vi, "en": one.title.en},
        "type": str(one.type),
        "unit": one.unit or None,
        "required": one.required,
    }


def _column(one: PreviewedColumn, target: LayerDescription | None) -> dict[str, Any]:
    names = ("name", "type", "encoding", "confidence", "before", "after", "filled", "field")
    filled = target.field_named(one.field) if target and one.field else None
    return {name: getattr(one, name) for name in names} | {
        "unlisted": [{"value": value, "count": count} for value, count in one.unlisted],
        "codes": _codes(filled.code_list) if filled and filled.code_list else None,
    }


def _codes(name: str) -> list[dict[str, Any]]:
    """What the list holds today; of a long list nothing, since nobody chooses from it."""
    codes = codes_of(name)
    if len(codes) > MOST_CODES:
        return []
    return [{"code": one.code, "title": {"vi": one.title_vi, "en": one.title_en}} for one in codes]
