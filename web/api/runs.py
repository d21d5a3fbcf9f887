"""`/api/imports` read: runs of imports, for those who may import into their layers. They hold counts and findings.

A run is undone by a job of its own: what was written since is looked for there.
"""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gis.errors import InvalidRequest
from importers.jobs import enqueue_undo
from layers.catalog.queries import RunFacts, list_runs
from web.api.uploads import answer
from web.importing import Importer, layers_of, run_of

MOST = 100


@require_safe
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """One run. Raises NotFound: E-RUN-08 where there is none that may be known."""
    return answer(JsonResponse(run_document(run_of(request, run_id)[1])))


@require_POST
def undo(request: HttpRequest, run_id: int) -> HttpResponse:
    """Ask for a run to be taken back, and give the job. `keep_later` leaves features that were changed since.

    Raises:
        NotFound: E-RUN-08. InvalidRequest: E-RUN-09 it loaded nothing, is undone, or is an undoing; E-UPLOAD-07.
    """
    importer, found = run_of(request, run_id)
    keep_later = _keep_later(request)
    if not may_be_undone(found):
        raise InvalidRequest("E-RUN-09", run=run_id, state=found.state)
    job = enqueue_undo(run_id, requested_by=importer.account, limit=importer.limit, keep_later=keep_later)
    links = {"job": reverse("web:job", args=[job]), "page": reverse("web:job-page", args=[job])}
    response = JsonResponse({"job": str(job), "links": links}, status=202)
    response["Location"] = links["job"]
    return answer(response)


def may_be_undone(found: RunFacts) -> bool:
    """Whether there is something to take back; whether others have worked on it since is seen when it is tried."""
    return found.state == "loaded" and found.undoes is None


def runs_document(request: HttpRequest, importer: Importer) -> dict[str, Any]:
    """The latest runs, into one layer with `layer=`; `limit` at most 100, further ones by `offset`."""
    limit, offset = (number_in(request, name, usual) for name, usual in (("limit", 20), ("offset", 0)))
    runs = known_runs(importer, request.GET.get("layer") or None, min(limit, MOST), offset)
    return {"runs": [run_document(one) for one in runs]}


def known_runs(importer: Importer, layer: str | None, limit: int, offset: int = 0) -> list[RunFacts]:
    """Those into the layers that they may fill everywhere, and those that they asked for; the latest first."""
    layers, account = layers_of(importer), importer.account
    return list_runs(layer=layer, layers=layers, asked_by=account, limit=limit, offset=offset)


def run_document(one: RunFacts) -> dict[str, Any]:
    """A run as the API gives it; its findings without the values of features."""
    plain = (
        "id", "layer", "source", "state", "mode", "format", "sha256", "read", "imported", "inserted", "changed",
        "unchanged", "retired", "repaired", "rejected", "by", "undoes", "undone_by", "started_at", "ended_at",
    )  # fmt: skip
    return {
        **{name: getattr(one, name) for name in plain},
        "issues": [{name: finding.get(name) for name in ("code", "severity", "count")} for finding in one.findings],
        "job": str(one.job) if one.job else None,
        "links": {
            "self": reverse("web:import-run", args=[one.id]),
            "page": reverse("web:run-page", args=[one.id]),
            "job": reverse("web:job-page", args=[one.job]) if one.job else None,
            "undo": reverse("web:import-run-undo", args=[one.id]) if may_be_undone(one) else None,
            **report_links(one),
        },
    }


def report_links(one: RunFacts) -> dict[str, str | None]:
    """Where its report is; of undoings and of what still runs there is none."""
    has_report = one.undoes is None and one.state != "running"
    links = {
        "report": reverse("web:run-report", args=[one.id]),
        "report_json": reverse("web:import-report", args=[one.id, "json"]),
        "report_csv": reverse("web:import-report", args=[one.id, "csv"]),
    }
    rejected = reverse("web:import-report", args=[one.id, "gpkg"]) if has_report and one.rejected else None
    return {**{name: link if has_report else None for name, link in links.items()}, "rejected": rejected}


def number_in(request: HttpRequest, name: str, usual: int) -> int:
    """A number of the query; the usual one where it is none."""
    given = request.GET.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 10 else usual


def _keep_later(request: HttpRequest) -> bool:
    try:
        given = json.loads(request.body or b"{}")
    except ValueError as error:
        raise InvalidRequest("E-UPLOAD-07", member="body", value=str(error)[:80]) from error
    said = given.pop("keep_later", False) if isinstance(given, dict) else given
    if not isinstance(said, bool) or given:
        raise InvalidRequest("E-UPLOAD-07", member="keep_later", value=str(said or given)[:80])
    return said
