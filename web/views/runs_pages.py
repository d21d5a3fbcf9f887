"""Runs of imports for people: a list, and each run with its counts, its report and its undoing."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from importers.report.words import title_of
from layers.access.rights import Right
from layers.access.view import View
from layers.catalog.queries import RunFacts
from layers.jobs.queries import get_job
from web.api.runs import known_runs, may_be_undone, number_in, report_links, run_document
from web.api.uploads import answer
from web.importing import importer_of, run_of

SHOWN = 50
STATES = {"running": "Running", "loaded": "Loaded", "refused": "Not loaded", "undone": "Undone"}
UNDOING_STATES = {"running": "Running", "loaded": "Done", "refused": "Not done", "undone": "Undone"}
MODES = {
    "new": "New layer", "append": "Added to the layer", "replace": "All of the layer", "update": "Update by key",
    "undo": "Undoing",
}  # fmt: skip
SEVERITIES = {"error": "Error", "warning": "Warning", "note": "Note"}
COUNTS = ("read", "inserted", "changed", "unchanged", "retired", "repaired", "rejected")
COUNT_TITLES = {
    "read": "read", "inserted": "new", "changed": "changed", "unchanged": "unchanged", "retired": "retired",
    "repaired": "repaired", "rejected": "rejected",
}  # fmt: skip
"""What the pages say, by the words of the catalog; their Vietnamese stands with the templates'."""


@require_safe
def runs_page(request: HttpRequest) -> HttpResponse:
    """The latest runs that may be known; others by `layer` and `offset`. Raises NotAllowed: E-UPLOAD-08."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    importer = importer_of(request)
    layer, offset = request.GET.get("layer", ""), number_in(request, "offset", 0)
    runs = known_runs(importer, layer or None, SHOWN + 1, offset)
    context = {
        "rows": [_row(one, importer.view) for one in runs[:SHOWN]],
        "layers": [
            (name, _said(one.title)) for name, one in importer.view.layers.items() if _fills(importer.view, name)
        ],
        "layer": layer,
        "newer": max(0, offset - SHOWN) if offset else None,
        "older": offset + SHOWN if len(runs) > SHOWN else None,
    }
    return answer(render(request, "web/runs.html", context))


@require_safe
def run_page(request: HttpRequest, run_id: int) -> HttpResponse:
    """One run; its script asks before it is undone. Raises NotAllowed: E-UPLOAD-08. NotFound: E-RUN-08."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    importer, run = run_of(request, run_id)
    row = _row(run, importer.view)
    context = {
        **row,
        "config": {"run": run_document(run), "jobs_url": reverse("web:map") + "api/jobs"},
        "counts": [(gettext(COUNT_TITLES[name]), value, name) for name in COUNTS if (value := getattr(run, name))],
        "findings": [_finding(one) for one in run.findings] if run.state != "refused" else [],
        "refusal": _refusal(run),
        "on_map": run.layer in importer.view.layers and run.state == "loaded",
        "may_be_undone": may_be_undone(run),
    }
    return answer(render(request, "web/run.html", context))


def _row(one: RunFacts, view: View) -> dict[str, Any]:
    seen = view.layers.get(one.layer)
    return {
        "run": one,
        "title": _said(seen.title) if seen else one.layer,
        "state": gettext((UNDOING_STATES if one.undoes else STATES)[one.state]),
        "mode": gettext(MODES[one.mode]) if one.mode in MODES else "",
        "links": report_links(one),
    }


def _fills(view: View, layer: str) -> bool:
    return view.may(Right.IMPORT, layer)


def _finding(one: Any) -> dict[str, Any]:
    """By the short name of its code: its sentence may hold values of features."""
    title = title_of(one["code"])
    said = _said(title) if title else ""
    return {"code": one["code"], "title": said, "count": one["count"], "severity": one["severity"],
            "word": gettext(SEVERITIES.get(one["severity"], "Note"))}  # fmt: skip


def _refusal(run: RunFacts) -> dict[str, str] | None:
    """Why it wasn't loaded: its job knows the sentence; otherwise the code stands alone."""
    if run.state != "refused":
        return None
    code = run.codes[0] if run.codes else ""
    error = get_job(run.job).error if run.job else None
    if error is None or error.code != code:
        return {"code": code, "sentence": "", "way_out": ""}
    language = get_language() or "vi"
    return {"code": code, "sentence": error.sentence(language), "way_out": error.way_out(language)}


def _said(title: Any) -> str:
    return str(title.en if get_language() == "en" else title.vi)
