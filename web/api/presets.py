"""`/api/imports/presets`: how sources were understood before, for those who may import into their layers.

Reference: docs/reference/api-imports.md. An import saves them.
"""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gis.errors import InvalidRequest
from layers.imports.preset import Preset
from layers.imports.queries import list_presets, shown_preset
from layers.imports.services import remove_preset, rename_preset
from web.api.uploads import answer
from web.importing import importer_of


@require_safe
def presets(request: HttpRequest) -> HttpResponse:
    """All that may be used, by name. Raises NotAllowed: E-UPLOAD-08."""
    view = importer_of(request).view
    return answer(JsonResponse({"presets": [preset_document(one) for one in list_presets(view)]}))


@require_http_methods(["GET", "HEAD", "PATCH", "DELETE"])
def preset(request: HttpRequest, name: str) -> HttpResponse:
    """One; PATCH gives it another name, DELETE removes it.

    Raises:
        NotAllowed: E-UPLOAD-08. NotFound: E-MAP-02 there is none that may be used. InvalidRequest: E-UPLOAD-07, and
            E-MAP-05 and E-MAP-06 the new name.
    """
    view = importer_of(request).view
    if request.method == "DELETE":
        remove_preset(name, by=view)
        return answer(HttpResponse(status=204))
    if request.method == "PATCH":
        new = _new_name(request)
        rename_preset(name, new, by=view)
        name = new
    return answer(JsonResponse(preset_document(shown_preset(view, name))))


def preset_document(one: Preset) -> dict[str, Any]:
    """A preset as the API gives it."""
    links = {
        "self": reverse("web:import-preset", args=[one.name]),
        "page": reverse("web:preset-page", args=[one.name]),
    }
    return {**one.as_json(), "links": links}


def _new_name(request: HttpRequest) -> str:
    try:
        given = json.loads(request.body or b"{}")
    except ValueError as error:
        raise InvalidRequest("E-UPLOAD-07", member="body", value=str(error)[:80]) from error
    if not isinstance(given, dict) or set(given) != {"name"} or not isinstance(given["name"], str):
        raise InvalidRequest("E-UPLOAD-07", member="name", value=str(given)[:80])
    return given["name"]
