"""The record of an import run, from its opening to its end.

A run is alive as long as a session of the database holds its lock: PostgreSQL lets go of it when the process dies,
however it dies.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from gis.errors import Finding, Severity
from layers.audit.actor import actor_now
from layers.audit.services import record
from layers.catalog.models import ImportRun

_LOCKS = 0x52554E
"""The first number of the advisory locks of runs; the second is the run's."""
_HOLD = "SELECT pg_advisory_lock(%s, %s)"
_TRY = "SELECT pg_try_advisory_lock(%s, %s)"
_LET_GO = "SELECT pg_advisory_unlock(%s, %s)"


def open_run(
    layer_name: str,
    source_name: str,
    job: UUID | None = None,
    *,
    mode: str = "",
    options: Mapping[str, Any] = {},
    undoes: int | None = None,
) -> int:
    """Begin a run and return its id. `job` is the job that does it, where there is one; `options` are kept for doing
    it again. It is alive until `finish_run` or the end of the session."""
    with transaction.atomic():
        run = ImportRun.objects.create(
            layer_name=layer_name,
            source_name=source_name[:300],
            job_id=job,
            mode=mode,
            options=dict(options),
            undoes_id=undoes,
            started_as=actor_now().name[:300],
        ).pk
        _ask(_HOLD, run)  # before anybody can see that it isn't held
    return run


def close_abandoned_runs(job: UUID | None = None, code: str = "E-RUN-04") -> None:
    """End the runs that nobody goes on with (E-RUN-04, the process died): those whose session is gone, those of jobs
    that have ended, and earlier ones of this job, which end with `code`."""
    running = ImportRun.objects.filter(state=ImportRun.State.RUNNING)
    if job is not None:
        _abandon(running.filter(job=job), code)
    _abandon(running.filter(job__ended_at__isnull=False), "E-RUN-04")
    dead = []
    for run in running.values_list("pk", flat=True):
        if _ask(_TRY, run):
            dead.append(run)
            _ask(_LET_GO, run)
    _abandon(running.filter(pk__in=dead), "E-RUN-04")


def finish_run(run_id: int, *, loaded: bool, findings: Sequence[Finding], **facts: Any) -> None:
    """End a run. `facts` are further columns of ImportRun (counts, survey_epsg, encodings, …)."""
    run = ImportRun.objects.filter(pk=run_id)
    if loaded:
        facts["recorded_at"] = Now()  # of the transaction, as in the rows that it wrote
    run.update(
        state=ImportRun.State.LOADED if loaded else ImportRun.State.REFUSED,
        findings=[finding.as_json() for finding in findings],
        ended_at=timezone.now(),
        **facts,
    )
    for layer, source, count in run.values_list("layer_name", "source_name", "imported_count"):
        details = {"run": run_id, "features": count} if loaded else {"run": run_id, "code": findings[0].code}
        record("import.loaded" if loaded else "import.refused", layer=layer, subject=source, details=details)


def let_go_of(runs: Sequence[int]) -> None:
    """Give the locks of ended runs back; a session that ends does so by itself."""
    for run in runs:
        _ask(_LET_GO, run)


def mark_undone(run_id: int) -> None:
    """The features of a loaded run are taken back."""
    ImportRun.objects.filter(pk=run_id).update(state=ImportRun.State.UNDONE)


def _abandon(runs: QuerySet[ImportRun], code: str) -> None:
    runs.update(
        state=ImportRun.State.REFUSED,
        findings=[Finding(code, Severity.ERROR, 1).as_json()],
        ended_at=timezone.now(),
    )


def _ask(statement: str, run: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [_LOCKS, run % 2**31])
        return bool(cursor.fetchone()[0])
