"""`GET /api/layers`: what the map can show, with fields, styles and the addresses of tiles and items."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import condition, require_safe

from layers.access.requests import view_of
from layers.access.view import View
from layers.catalog.description import FieldDescription, Title
from layers.catalog.queries import version_in_use
from layers.catalog.styles import PLAIN
from layers.catalog.themes import THEMES
from layers.features.queries import SeenSummary, state_of, summaries

MAX_ZOOM = 22


def _etag(request: HttpRequest) -> str:
    view = view_of(request)
    return f'"layers-{version_in_use()}-{view.access_class}-{view.withheld_class}-{state_of(view)}"'


@require_safe
@condition(etag_func=_etag)
def layers(request: HttpRequest) -> HttpResponse:
    """The catalog as the map reads it; the same until the catalog's version rises."""
    response = JsonResponse(catalog_document(view_of(request)))
    response["Cache-Control"] = "no-cache"
    return response


def catalog_document(view: View) -> dict[str, Any]:
    """City, themes in the order in which people see them, and every layer that the viewer may know of."""
    return {
        "version": version_in_use(),
        "city": {"name": settings.CITY_NAME, "bbox": list(settings.CITY_BBOX)},
        "themes": [{"name": name, "title": _bilingual(title)} for name, title in THEMES.items()],
        "layers": [_layer(summary) for summary in summaries(view)],
    }


def _layer(summary: SeenSummary) -> dict[str, Any]:
    described = summary.description
    collection = reverse("ogc_api:collection", args=[described.name])  # the map asks the API as any client does
    return {
        "name": described.name,
        "title": _bilingual(described.title),
        "description": _bilingual(described.description),
        "theme": described.theme,
        "geometry": str(described.geometry_kind),
        "bbox": list(summary.extent) if summary.extent else None,
        "count": summary.feature_count,
        "min_zoom": described.min_zoom,
        "max_zoom": MAX_ZOOM,
        "visible": described.shown_at_start,
        "tiles": f"{collection}/tiles/WebMercatorQuad/{{z}}/{{y}}/{{x}}?f=mvt",
        "items": f"{collection}/items",
        "attribution": described.attribution,
        "licence": _licence(summary),
        "synthetic": described.synthetic,
        "fields": [_field(field) for field in described.fields],
        "title_field": described.title_field or None,
        "label_field": described.title_field or None,
        "style": dict(described.style or PLAIN),
    }


def _field(field: FieldDescription) -> dict[str, Any]:
    return {
        "name": field.name,
        "title": _bilingual(field.title),
        "type": str(field.type),
        "unit": field.unit or None,
        "code_list": field.code_list or None,
        "target": field.target or None,
    }


def _licence(summary: SeenSummary) -> dict[str, str] | None:
    return {"title": summary.licence_title, "url": summary.licence_url} if summary.licence_title else None


def _bilingual(title: Title) -> dict[str, str]:
    return {"vi": title.vi, "en": title.en}
