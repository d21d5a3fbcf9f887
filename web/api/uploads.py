"""`/api/imports/uploads`: files that are sent to be imported. Reference: docs/reference/api-imports.md.

They go straight to the disk and are never given back: not by name, not by content.
"""

from typing import Any, TypeVar
from uuid import UUID

from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from importers.uploads import Receiving, Upload, begin, remove
from importers.uploads.store import refuse_size
from web.errors import coded
from web.importing import importer_of, upload_of

CHUNK = 1 << 18
FORM = "multipart/form-data"
Response = TypeVar("Response", bound=HttpResponseBase)


@require_POST
def _uploads(request: HttpRequest) -> HttpResponse:
    """Take files: one as the body, or several as fields `file` of a form."""
    importer = importer_of(request)
    length = request.META.get("CONTENT_LENGTH") or "0"
    refuse_size(int(length) if length.isdecimal() else 0)
    with begin(importer.account) as receiving:
        if request.content_type == FORM:
            request.upload_handlers = [_ToDisk(request, receiving)]
        return _received(request, receiving)


# Django's check of CSRF tokens reads a form's files before any view is asked; here it waits until rights are known and
# the files are on their way to the disk. What came without a token is dropped.
uploads = csrf_exempt(coded(_uploads))


@csrf_protect
def _received(request: HttpRequest, receiving: Receiving) -> HttpResponse:
    if request.content_type == FORM:
        _ = request.FILES  # reads them, if the check hasn't
    else:
        receiving.take(request.GET.get("name", ""), iter(lambda: request.read(CHUNK), b""))
    return answer(JsonResponse(upload_document(receiving.done()), status=201))


@require_http_methods(["GET", "HEAD", "DELETE"])
def upload(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """What was sent, by names and sizes; or remove it."""
    _, found = upload_of(request, upload_id)
    if request.method == "DELETE":
        remove(found.id)
        return HttpResponse(status=204)
    return answer(JsonResponse(upload_document(found)))


def upload_document(found: Upload) -> dict[str, Any]:
    """An upload as the API gives it."""
    return {
        "id": str(found.id),
        "files": [{"name": name, "size": size} for name, size in found.files],
        "sources": found.sources,
        "expires_at": found.expires_at,
        "links": {
            "self": reverse("web:import-upload", args=[found.id]),
            "preview": reverse("web:import-preview", args=[found.id]),
            "import": reverse("web:imports"),
        },
    }


def answer(response: Response) -> Response:
    """Nobody keeps what is one person's."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


class _ToDisk(FileUploadHandler):
    """Hands each file of a form to the upload as it comes."""

    chunk_size = CHUNK

    def __init__(self, request: HttpRequest, receiving: Receiving) -> None:
        super().__init__(request)
        self.receiving = receiving

    def new_file(self, field_name: str, file_name: str, *about: Any, **more: Any) -> None:
        super().new_file(field_name, file_name, *about, **more)
        self.receiving.begin_file(file_name)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.receiving.write(raw_data)

    def file_complete(self, file_size: int) -> None:
        """Nothing is left for Django to keep."""
