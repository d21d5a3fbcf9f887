"""`GET /api/layers/{layer}/features/{id}/files/{field}`: the file that a feature names in a field of type `file`.

Only what the feature names now, in a field that the one who asks may see: a stored name alone opens nothing.
"""

import json
from pathlib import PurePath

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from gis.errors import NotFound
from layers.access.requests import view_of
from layers.catalog.description import FieldType
from layers.catalog.files import media_type, open_file
from layers.features.queries import read_item


@require_safe
def file(request: HttpRequest, layer: str, feature_id: int, field: str) -> HttpResponseBase:
    """Raises NotFound: E-LAYER-05, E-FEATURE-01, E-FEATURE-09."""
    description = view_of(request).layer(layer)
    if not any(one.name == field and one.type is FieldType.FILE for one in description.fields):
        raise NotFound("E-FEATURE-09")
    name = json.loads(read_item(description, feature_id).feature)["properties"][field]
    if name is None:
        raise NotFound("E-FEATURE-09")
    opened = open_file(name)
    response = FileResponse(opened, content_type=media_type(name), filename=PurePath(name).name)
    # Somebody delivered it: a browser shows it, and lets it do nothing.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; img-src 'self'; object-src 'self'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-cache"
    return response
