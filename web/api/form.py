"""`GET /api/layers/{layer}/form`: what has to be filled in for a feature. Reference: docs/reference/api-form.md."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import conditional_page, require_safe

from layers.access.requests import view_of
from layers.features.form import form_document


@require_safe
@conditional_page
def form(request: HttpRequest, layer: str) -> HttpResponse:
    """The fields that are seen; 304 where the client's form is the same. Raises NotFound: E-LAYER-05."""
    response = JsonResponse(form_document(view_of(request).layer(layer)))
    response["Cache-Control"] = "no-cache"
    return response
