"""`POST /transactions`: inserts, replacements, updates and removals in several collections, all of them or none.

The envelope is that of the draft of Features Part 11 (OGC 26-018), whose actions choose features by filters. Here an
action names the feature and the version that its author saw, which is what an edited map has; so its conformance
classes aren't declared.
"""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from gis.errors import DothiError, FeatureRefused, InvalidRequest
from gis.spatial.crs import Crs
from layers.access.requests import view_of
from layers.access.rights import Right
from layers.access.view import View
from layers.features.edits import Delete, Edit, Replace, Update
from ogc_api.editing.body import demand_type, read_json
from ogc_api.editing.callers import demand_account, demand_own_page
from ogc_api.editing.geojson import content_crs, read_feature
from ogc_api.editing.preconditions import versions_in
from ogc_api.editing.views import MOST_EDITS, applied_all, inserts, results
from ogc_api.links import JSON
from ogc_api.parameters import refuse_unknown
from ogc_api.pygeoapi_bridge import offered_crs

TRANSACTION = "application/ogc-tx+json"
TYPES = (TRANSACTION, JSON)
ACTIONS = ("insert", "replace", "update", "delete")
_LARGEST_ID = 10**18


def transact(request: HttpRequest) -> HttpResponse:
    refuse_unknown(request, ())
    demand_account(request)
    demand_type(request, TYPES)
    demand_own_page(request)
    view, actions = view_of(request), _actions(read_json(request))
    _demand_rights(view, actions)
    crs = content_crs(request, _offered(view, actions))
    edits: list[Edit] = []
    for at, action in enumerate(actions):
        edits += _edits(action, crs, ("transaction", at))
        if len(edits) > MOST_EDITS:
            raise InvalidRequest("E-EDIT-09", count=len(edits), most=MOST_EDITS)
    return results(request, applied_all(edits, view, crs), edits)


def _actions(document: Any) -> list[dict[str, Any]]:
    actions = document.get("transaction") if isinstance(document, dict) else None
    if not isinstance(actions, list) or not actions:
        raise _wrong((), "transaction", '[{"action": …, "collection": …}, …]')
    if document.get("semantic", "atomic") != "atomic":
        raise _wrong((), "semantic", '"atomic"')
    for at, action in enumerate(actions):
        if not isinstance(action, dict) or action.get("action") not in ACTIONS:
            raise _wrong(("transaction", at), "action", " | ".join(ACTIONS))
        if not isinstance(action.get("collection"), str):
            raise _wrong(("transaction", at), "collection", '"…"')
    return actions


def _demand_rights(view: View, actions: Iterable[dict[str, Any]]) -> None:
    for at, action in enumerate(actions):
        try:
            view.demand(Right.EDIT, action["collection"])
        except DothiError as error:
            error.place("transaction", at, "collection")
            raise


def _offered(view: View, actions: Iterable[dict[str, Any]]) -> list[Crs]:
    """The systems that every one of the collections offers."""
    lists = [offered_crs(view.layer(name)) for name in dict.fromkeys(action["collection"] for action in actions)]
    return [crs for crs in lists[0] if all(crs in others for others in lists[1:])]


def _edits(action: dict[str, Any], crs: Crs, path: tuple[str | int, ...]) -> list[Edit]:
    layer = action["collection"]
    if action["action"] == "insert":
        items = action.get("items")
        if not isinstance(items, list) or not items:
            raise _wrong(path, "items", '[{"type": "Feature", …}, …]')
        return inserts(layer, items, crs, (*path, "items"))
    number, versions = _feature_id(action, path), _versions(action, path)
    if action["action"] == "delete":
        return [Delete(layer=layer, id=number, versions=versions, path=path)]
    whole = action["action"] == "replace"
    values, geometry = read_feature(action.get("feature"), crs, path=(*path, "feature"), id=number, whole=whole)
    inside = (*path, "feature")
    if whole:
        return [Replace(layer=layer, id=number, versions=versions, values=values, geometry=geometry or {}, path=inside)]
    return [Update(layer=layer, id=number, versions=versions, values=values, geometry=geometry, path=inside)]


def _feature_id(action: dict[str, Any], path: tuple[str | int, ...]) -> int:
    number = action.get("featureId")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < _LARGEST_ID:
        raise _wrong(path, "featureId", "123")
    return number


def _versions(action: dict[str, Any], path: tuple[str | int, ...]) -> frozenset[int] | None:
    """By `ifMatch`, an ETag, or by `version`."""
    version, tag = action.get("version"), action.get("ifMatch")
    if version is None and tag is None:
        return None
    if tag is None and isinstance(version, int) and not isinstance(version, bool):
        return frozenset({version})
    if version is None and isinstance(tag, str):
        try:
            return versions_in(tag)
        except DothiError as error:
            error.place(*path, "ifMatch")
            raise
    raise _wrong(path, "version", "123")


def _wrong(path: tuple[str | int, ...], member: str, expected: str) -> FeatureRefused:
    refusal = FeatureRefused("E-EDIT-06", member="/".join(map(str, (*path, member))), expected=expected)
    refusal.place(*path, member)
    return refusal
