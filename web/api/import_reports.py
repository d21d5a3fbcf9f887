"""`/api/imports/runs/{run}/report.json|csv|gpkg`, and the report as a page: docs/reference/api-imports.md.

Each is made for whoever opens it (docs/decisions/0038): what they may not know isn't in it.
"""

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib.auth.views import redirect_to_login
from django.core.serializers.json import DjangoJSONEncoder
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from gis.errors import NotFound
from importers.report import Material
from importers.report.as_csv import report_table
from importers.report.as_geopackage import write_rejected
from importers.report.as_html import report_page
from importers.report.as_json import report_document
from web.api.uploads import answer
from web.importing import report_of

POLICY = (
    "sandbox allow-scripts allow-downloads; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline';"
    " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The page brings its scripts along and holds what somebody delivered: it runs in an origin of its own, where it can
ask this site for nothing, and nobody else either."""


@require_safe
def report_as_page(request: HttpRequest, run_id: int) -> HttpResponse:
    """A page with a map that needs nothing else; who hasn't signed in is asked to. Raises NotFound: E-CHECK-35."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    view, material = report_of(request, run_id)
    response = HttpResponse(report_page(material, view))
    response["Content-Security-Policy"] = POLICY
    response["Referrer-Policy"] = "no-referrer"
    return answer(response)


@require_safe
def report(request: HttpRequest, run_id: int, kind: str) -> HttpResponseBase:
    """As JSON, as a table, or its rejected features. Raises NotFound: E-CHECK-35, E-UPLOAD-09."""
    material = report_of(request, run_id)[1]
    response = KINDS[kind](material, run_id)
    response["X-Content-Type-Options"] = "nosniff"
    return answer(response)


def _json(material: Material, run_id: int) -> HttpResponse:
    document = json.dumps(report_document(material), ensure_ascii=False, cls=DjangoJSONEncoder)
    return HttpResponse(document, content_type="application/json")


def _csv(material: Material, run_id: int) -> HttpResponse:
    response = HttpResponse(report_table(material), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="run-{run_id}-report.csv"'
    return response


def _rejected(material: Material, run_id: int) -> FileResponse:
    """Written beside, and gone from the disk before it is sent: the open file is what remains."""
    name = f"run-{run_id}-rejected.gpkg"
    with TemporaryDirectory(prefix="dothi-report-") as folder:
        if not write_rejected(material, Path(folder) / name):
            raise NotFound("E-UPLOAD-09", run=run_id)
        opened = (Path(folder) / name).open("rb")
        return FileResponse(opened, as_attachment=True, content_type="application/geopackage+sqlite3")


KINDS: dict[str, Callable[[Material, int], HttpResponseBase]] = {"json": _json, "csv": _csv, "gpkg": _rejected}
