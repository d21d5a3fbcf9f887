"""`/api/imports`: what can be imported into, a look at a sent file, and the import itself as a job.

Reference: docs/reference/api-imports.md. Options have the names that `./dothi import` gives them.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gis.errors import FileRefused, InvalidRequest
from gis.spatial.crs import WEB_MERCATOR, WGS84, Crs
from gis.spatial.vn2000 import SYSTEMS
from importers.jobs import enqueue_import
from importers.services.options import checked_layer, checked_options, request_with
from importers.services.preview import preview as look_at
from importers.services.suggestions import fillable, makeable
from importers.uploads import find, keep_longer, remove_marked
from importers.uploads.errors import TooBusy
from layers.catalog.description import LayerDescription
from layers.features.queries.streets import has_named_lines
from layers.imports.queries import list_presets
from web.api.preview_document import preview_document
from web.api.runs import runs_document
from web.api.uploads import answer
from web.importing import Importer, importer_of, upload_of

AT_ONCE, PATIENCE = 2, 10.0
"""Files that one web process reads at once for previews, and seconds to wait for a turn."""
UTM_VIETNAM = (32648, 32649)
_turns = BoundedSemaphore(AT_ONCE)


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The latest runs that may be known; a POST asks for an import and gives its job."""
    importer = importer_of(request)
    if request.method == "POST":
        return _asked(importer, _document(request))
    return answer(JsonResponse(runs_document(request, importer)))


@require_safe
def targets(request: HttpRequest) -> HttpResponse:
    """Layers that may be filled, templates of which layers may be made, coordinate systems to choose from, layers of
    lines that lists are placed along, and presets."""
    importer = importer_of(request)
    document = {
        "layers": [_layer(one) for one in fillable(importer.view)],
        "templates": [_layer(one) for one in makeable(importer.view)],
        "streets": [_layer(one) for one in importer.view.layers.values() if has_named_lines(one)],
        "presets": [
            {"name": one.name, "layer": one.layer, "template": one.template} for one in list_presets(importer.view)
        ],
        "systems": [
            {"crs": f"EPSG:{epsg}", "name": Crs(epsg).name} for epsg in (*SYSTEMS, *UTM_VIETNAM, WGS84, WEB_MERCATOR)
        ],
    }
    return answer(JsonResponse(document))


@require_POST
def preview(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """What the file is and what would become of it. Reads it anew each time, and writes nothing."""
    importer, upload = upload_of(request, upload_id)
    given = _document(request)
    source, layer = given.pop("source", None), given.pop("layer", "")
    path = upload.path(source if isinstance(source, str) else None)
    options = checked_options(given)
    asked = request_with(path, checked_layer(layer) if layer else "", importer.view, options)
    keep_longer(upload)
    with _turn():
        try:
            found = look_at(asked)
        except FileRefused as refusal:
            remove_marked(upload.id, refusal)
            raise
    return answer(JsonResponse(preview_document(found, upload, path.name, get_language() or "vi")))


def _asked(importer: Importer, given: dict[str, Any]) -> HttpResponse:
    """Raises NotFound: E-UPLOAD-01. InvalidRequest: E-UPLOAD-07."""
    upload = find(_id(given.pop("upload", None)), importer.account)
    source, layer = given.pop("source", None), checked_layer(given.pop("layer", None))
    options = checked_options(given)
    paths = [upload.path(source)] if isinstance(source, str) else upload.paths
    keep_longer(upload)
    job = enqueue_import(
        paths, layer, requested_by=importer.account, limit=importer.limit, upload=str(upload.id), **options
    )
    links = {"job": reverse("web:job", args=[job]), "page": reverse("web:job-page", args=[job])}
    response = JsonResponse({"job": str(job), "links": links}, status=202)
    response["Location"] = links["job"]
    return answer(response)


def _document(request: HttpRequest) -> dict[str, Any]:
    try:
        given = json.loads(request.body or b"{}")
    except ValueError as error:
        raise InvalidRequest("E-UPLOAD-07", member="body", value=str(error)) from error
    if not isinstance(given, dict):
        raise InvalidRequest("E-UPLOAD-07", member="body", value=type(given).__name__)
    return given


def _id(given: object) -> UUID:
    try:
        return UUID(str(given))
    except ValueError as error:
        raise InvalidRequest("E-UPLOAD-07", member="upload", value=str(given)[:80]) from error


def _layer(one: LayerDescription) -> Mapping[str, Any]:
    return {
        "name": one.name,
        "title": {"vi": one.title.vi, "en": one.title.en},
        "theme": one.theme,
        "geometry": str(one.geometry_kind),
        "storage_crs": f"EPSG:{one.storage_epsg}" if one.storage_epsg else None,
    }


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=PATIENCE):
        raise TooBusy("E-UPLOAD-06")
    try:
        yield
    finally:
        _turns.release()
