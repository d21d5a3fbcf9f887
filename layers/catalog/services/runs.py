"""The record of an import run, from its opening to its end."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from gis.errors import Finding
from layers.catalog.models import ImportRun


def open_run(layer_name: str, source_name: str) -> int:
    """Begin a run and return its id."""
    return ImportRun.objects.create(layer_name=layer_name, source_name=source_name[:300]).pk


def finish_run(run_id: int, *, loaded: bool, findings: Sequence[Finding], **facts: Any) -> None:
    """End a run. `facts` are further columns of ImportRun (counts, survey_epsg, encodings, …)."""
    ImportRun.objects.filter(pk=run_id).update(
        state=ImportRun.State.LOADED if loaded else ImportRun.State.REFUSED,
        findings=[finding.as_json() for finding in findings],
        ended_at=timezone.now(),
        **facts,
    )
