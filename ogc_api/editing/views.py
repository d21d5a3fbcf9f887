"""POST, PUT, PATCH and DELETE of features (draft of Features Part 4, clauses 6 to 8)."""

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from gis.errors import FeatureRefused, InvalidRequest
from gis.spatial.crs import Crs
from layers.access.view import View
from layers.features.edits import Applied, Delete, Edit, Insert, Replace, Update
from layers.features.services import apply_edits
from ogc_api.block import absolute
from ogc_api.editing.body import FEATURE_TYPES, PATCH_TYPES, demand_type, read_json
from ogc_api.editing.callers import demand_own_page, editor_of
from ogc_api.editing.geojson import content_crs, demand_few_vertices, feature_number, read_feature
from ogc_api.editing.preconditions import entity_tag, versions_seen
from ogc_api.links import JSON
from ogc_api.parameters import refuse_unknown
from ogc_api.pygeoapi_bridge import offered_crs

MOST_EDITS = 1_000
"""Edits of one request; more is the work of an import, which also tells what it found."""
_ACTIONS = {Insert: "insert", Replace: "replace", Update: "update", Delete: "delete"}


def create(request: HttpRequest, name: str) -> HttpResponse:
    """A feature, or all features of a collection or none of them."""
    view, crs, document = _opened(request, name, FEATURE_TYPES)
    several = isinstance(document, dict) and document.get("type") == "FeatureCollection"
    if not several:
        values, geometry = read_feature(document, crs)
        edits: list[Edit] = [Insert(layer=name, values=values, geometry=geometry or {})]
    else:
        edits = _inserts(name, document.get("features"), crs)
    applied = applied_all(edits, view, crs)
    if several:
        return results(request, applied, edits, status=201)
    response = HttpResponse(status=201)
    del response["Content-Type"]
    response["Location"] = _address(request, applied[0])
    response["ETag"] = entity_tag(applied[0].version or 0)
    return response


def replace(request: HttpRequest, name: str, feature_id: str) -> HttpResponse:
    view, crs, document = _opened(request, name, FEATURE_TYPES)
    number = feature_number(name, feature_id)
    values, geometry = read_feature(document, crs, id=number)
    edit = Replace(layer=name, id=number, versions=versions_seen(request), values=values, geometry=geometry or {})
    return _changed(applied_all([edit], view, crs))


def update(request: HttpRequest, name: str, feature_id: str) -> HttpResponse:
    """What isn't named stays, null takes a value away (RFC 7396); a geometry is given whole."""
    view, crs, document = _opened(request, name, PATCH_TYPES)
    number = feature_number(name, feature_id)
    values, geometry = read_feature(document, crs, id=number, whole=False)
    edit = Update(layer=name, id=number, versions=versions_seen(request), values=values, geometry=geometry)
    return _changed(applied_all([edit], view, crs))


def delete(request: HttpRequest, name: str, feature_id: str) -> HttpResponse:
    refuse_unknown(request, ())
    view = editor_of(request, name)
    demand_own_page(request)
    number = feature_number(name, feature_id)
    return _changed(apply_edits([Delete(layer=name, id=number, versions=versions_seen(request))], by=view))


def applied_all(edits: Sequence[Edit], view: View, crs: Crs) -> list[Applied]:
    """Apply them, unless they are too many or too large.

    Raises:
        InvalidRequest: E-EDIT-07, -09. DothiError: as `apply_edits`.
    """
    if len(edits) > MOST_EDITS:
        raise InvalidRequest("E-EDIT-09", count=len(edits), most=MOST_EDITS)
    demand_few_vertices(edit.geometry for edit in edits if not isinstance(edit, Delete))
    return apply_edits(edits, by=view, crs=crs)


def results(request: HttpRequest, applied: Sequence[Applied], edits: Sequence[Edit], status: int = 200) -> HttpResponse:
    """What became of several edits, in their order, as JSON: GeoJSON has no place for versions and addresses."""
    found = []
    for edit, one in zip(edits, applied, strict=True):
        entry: dict[str, Any] = {"action": _ACTIONS[type(edit)], "collection": one.layer, "id": one.id}
        if one.version is not None:
            tag = {"version": one.version, "etag": entity_tag(one.version)}
            entry |= {**tag, "href": _address(request, one)}
        found.append(entry)
    counts = {
        f"total{word}": sum(isinstance(edit, kind) for edit in edits)
        for word, kind in (("Inserted", Insert), ("Replaced", Replace), ("Updated", Update), ("Deleted", Delete))
    }
    document = {"semantic": "atomic", "summary": counts, "results": found}
    return HttpResponse(json.dumps(document), status=status, content_type=JSON)


def _opened(request: HttpRequest, layer: str, types: Sequence[str]) -> tuple[View, Crs, Any]:
    """The view of who may write, the coordinate system of what is sent, and that itself."""
    refuse_unknown(request, ())
    view = editor_of(request, layer)
    demand_type(request, types)
    demand_own_page(request)
    return view, content_crs(request, offered_crs(view.layer(layer))), read_json(request)


def _inserts(layer: str, features: Any, crs: Crs) -> list[Edit]:
    if not isinstance(features, list) or not features:
        refusal = FeatureRefused("E-EDIT-06", member="features", expected='[{"type": "Feature", …}, …]')
        refusal.place("features")
        raise refusal
    return inserts(layer, features, crs, ("features",))


def inserts(layer: str, features: Sequence[Any], crs: Crs, path: tuple[str | int, ...]) -> list[Edit]:
    """New features from a list that stands at the path."""
    if len(features) > MOST_EDITS:
        raise InvalidRequest("E-EDIT-09", count=len(features), most=MOST_EDITS)
    found: list[Edit] = []
    for at, feature in enumerate(features):
        values, geometry = read_feature(feature, crs, path=(*path, at))
        found.append(Insert(layer=layer, values=values, geometry=geometry or {}, path=(*path, at)))
    return found


def _changed(applied: Sequence[Applied]) -> HttpResponse:
    response = HttpResponse(status=204)
    del response["Content-Type"]
    if applied[0].version is not None:
        response["ETag"] = entity_tag(applied[0].version)
    return response


def _address(request: HttpRequest, one: Applied) -> str:
    return absolute(request, f"/collections/{one.layer}/items/{one.id}")
