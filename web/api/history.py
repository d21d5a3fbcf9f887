"""`GET /api/layers/{layer}/features/{id}/history`: every version of a feature, and what changed from one to the next.

Only what the one who asks may see. The answer: docs/reference/api-history.md. Another time's features: `recorded=` of
the OGC API.
"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from layers.access.requests import view_of
from layers.features.queries import timeline
from layers.features.timeline_document import timeline_document


@require_safe
def history(request: HttpRequest, layer: str, feature_id: int) -> HttpResponse:
    versions = timeline(view_of(request).layer(layer), feature_id)
    response = JsonResponse({"layer": layer, "id": feature_id, "versions": timeline_document(versions)})
    response["Cache-Control"] = "no-cache"
    return response
