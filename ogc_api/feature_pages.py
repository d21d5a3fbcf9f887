"""Features on pages for people: a table of them, and one with all it says."""

import json
import math
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import shapely
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from layers.access.seen import SeenLayer
from layers.catalog.description import FieldDescription, FieldType
from layers.codes.queries import titled
from layers.features.queries import ItemAnswer, ItemsPage, SeenSummary
from ogc_api import negotiation, titles
from ogc_api.encoders import ENCODINGS
from ogc_api.feature_life import life


def items_page(
    request: HttpRequest, summary: SeenSummary, page: ItemsPage, fields: Sequence[FieldDescription]
) -> HttpResponse:
    """A table with a row for each feature, and the way to the next ones."""
    description = summary.description
    features = json.loads(b"[%s]" % page.features)
    rows = [(feature["id"], [(field, feature["properties"][field.name]) for field in fields]) for feature in features]
    asked = {key: str(value) for key, value in request.GET.items() if key not in ("f", "after")}
    following = None if page.last_id is None else "?" + _query({**asked, "f": "html", "after": str(page.last_id)})
    export = reverse("ogc_api:export", args=[description.name])
    filters = {key: value for key, value in asked.items() if key != "limit"}
    context = {
        "description": description,
        "fields": fields,
        "rows": rows,
        "page": page,
        "following": following,
        "first": "?" + _query({**asked, "f": "html"}) if "after" in request.GET else None,
        "json_query": _as_json(request),
        "filters": [(key, value) for key, value in asked.items() if key not in ("lang", "limit")],
        "map_hash": map_hash(description, summary.extent),
        "first_title": titles.FIRST,
        "downloads": [(one.called, f"{export}?{_query({**filters, 'f': one.name})}") for one in ENCODINGS.values()],
    }
    return negotiation.page(request, "items", context)


def item_page(request: HttpRequest, description: SeenLayer, found: ItemAnswer) -> HttpResponse:
    """All that is known of one feature."""
    feature = json.loads(found.feature)
    bounds = shapely.from_geojson(json.dumps(feature["geometry"])).bounds
    context = {
        "document": feature,
        "called": _called(description, feature),
        "description": description,
        "rows": [(field, feature["properties"][field.name]) for field in description.fields],
        "version": found.version,
        "life": life(description, feature["id"]),
        "json_query": _as_json(request),
        "map_hash": map_hash(description, bounds, most=18.0) + f"&at={description.name}/{feature['id']}",
    }
    return negotiation.page(request, "item", context)


def map_hash(description: SeenLayer, bounds: tuple[float, float, float, float] | None, most: float = 15.0) -> str:
    """The map's address with the layer shown: all of the bounds (in degrees), but near enough for it to be drawn."""
    if bounds is None:
        return f"#layers={description.name}"
    west, south, east, north = bounds
    fitting = math.log2(360 / max(east - west, north - south, 1e-6)) - 0.5
    zoom = max(min(fitting, most), description.min_zoom + 0.25, 2.0)
    return f"#{zoom:.2f}/{(south + north) / 2:.5f}/{(west + east) / 2:.5f}&layers={description.name}"


def _called(description: SeenLayer, feature: dict[str, Any]) -> str:
    field = description.field_named(description.title_field)
    value = feature["properties"].get(description.title_field)
    if field is None or value in (None, ""):
        return f"id {feature['id']}"
    return titled(field.code_list, value, get_language() or "vi") if field.type is FieldType.CODE else str(value)


def _as_json(request: HttpRequest) -> str:
    return "?" + _query({**{key: str(value) for key, value in request.GET.items()}, "f": "json"})


def _query(words: dict[str, str]) -> str:
    return urlencode(words, safe=",:/")
