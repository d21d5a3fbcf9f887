"""The record of an import run, from its opening to its end."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from gis.errors import Finding, Severity
from layers.audit.services import record
from layers.catalog.models import ImportRun


def open_run(layer_name: str, source_name: str, job: UUID | None = None) -> int:
    """Begin a run and return its id. `job` is the job that does it, where there is one."""
    return ImportRun.objects.create(layer_name=layer_name, source_name=source_name[:300], job_id=job).pk


def close_abandoned_runs(job: UUID | None = None, code: str = "E-RUN-04") -> None:
    """End the runs that nobody goes on with (by default E-RUN-04, the process died): those of jobs that have ended, and
    earlier ones of this job."""
    dead = Q(job__ended_at__isnull=False) | (Q(job=job) if job else Q(pk=None))
    ImportRun.objects.filter(dead, state=ImportRun.State.RUNNING).update(
        state=ImportRun.State.REFUSED,
        findings=[Finding(code, Severity.ERROR, 1).as_json()],
        ended_at=timezone.now(),
    )


def finish_run(run_id: int, *, loaded: bool, findings: Sequence[Finding], **facts: Any) -> None:
    """End a run. `facts` are further columns of ImportRun (counts, survey_epsg, encodings, …)."""
    run = ImportRun.objects.filter(pk=run_id)
    run.update(
        state=ImportRun.State.LOADED if loaded else ImportRun.State.REFUSED,
        findings=[finding.as_json() for finding in findings],
        ended_at=timezone.now(),
        **facts,
    )
    for layer, source, count in run.values_list("layer_name", "source_name", "imported_count"):
        details = {"run": run_id, "features": count} if loaded else {"run": run_id, "code": findings[0].code}
        record("import.loaded" if loaded else "import.refused", layer=layer, subject=source, details=details)
