"""`/api/imports` read: runs of imports, for those who may import into their layers. They hold counts and findings."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from gis.errors import NotFound
from layers.access.rights import Right
from layers.catalog.queries.runs import RunFacts, get_run, list_runs
from layers.jobs.queries import get_job
from web.api.uploads import answer
from web.importing import Importer, importer_of

MOST = 100


@require_safe
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """One run. Raises NotFound: E-RUN-08 where there is none that may be known."""
    importer, found = importer_of(request), get_run(run_id)
    if not _may_know(importer, found):
        raise NotFound("E-RUN-08", run=run_id)
    return answer(JsonResponse(run_document(found)))


def runs_document(request: HttpRequest, importer: Importer) -> dict[str, Any]:
    """The latest runs, into one layer with `layer=`; `limit` at most 100, further ones by `offset`."""
    limit, offset = (_number(request.GET.get(name, ""), usual) for name, usual in (("limit", 20), ("offset", 0)))
    runs = list_runs(layer=request.GET.get("layer") or None, limit=min(limit, MOST), offset=offset)
    return {"runs": [run_document(one) for one in runs if _may_know(importer, one)]}


def run_document(one: RunFacts) -> dict[str, Any]:
    """A run as the API gives it; its findings without the values of features."""
    plain = (
        "id", "layer", "source", "state", "mode", "format", "sha256", "read", "imported", "inserted", "changed",
        "unchanged", "retired", "repaired", "rejected", "undoes", "undone_by", "started_at", "ended_at",
    )  # fmt: skip
    return {
        **{name: getattr(one, name) for name in plain},
        "issues": [{name: finding.get(name) for name in ("code", "severity", "count")} for finding in one.findings],
        "job": str(one.job) if one.job else None,
        "links": {
            "self": reverse("web:import-run", args=[one.id]),
            "job": reverse("web:job-page", args=[one.job]) if one.job else None,
        },
    }


def _may_know(importer: Importer, one: RunFacts) -> bool:
    """Whoever asked for it, and who may import into all of its layer."""
    if one.layer in importer.view.layers and importer.view.place(Right.IMPORT, one.layer) is None:
        return True
    return one.job is not None and get_job(one.job).requested_by_id == importer.account


def _number(given: str, usual: int) -> int:
    return int(given) if given.isdecimal() and len(given) < 10 else usual
