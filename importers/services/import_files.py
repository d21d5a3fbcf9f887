"""The run: one or more files into a layer, all or nothing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from gis.errors import DothiError, Finding, Severity
from importers.reading.marks import refuse_marked_name
from importers.reading.spool import remove_abandoned
from importers.services.communes import refresh_after_outlines
from importers.services.crs_choice import CrsProposed
from importers.services.modes import refuse_several
from importers.services.one_file import import_file
from importers.services.reporting import keep_details
from importers.services.request import ImportReport, ImportRequest, NothingImported
from layers.catalog.services import close_abandoned_runs, finish_run, let_go_of, open_run
from layers.features.queries.communes import COMMUNES_LAYER


class _DryRun(Exception):  # not an error: it carries the reports out of the transaction it undoes
    def __init__(self, reports: list[ImportReport]) -> None:
        self.reports = reports


def import_files(
    requests: Sequence[ImportRequest],
    *,
    job: UUID | None = None,
    before_commit: Callable[[list[ImportReport]], None] = lambda reports: None,
) -> list[ImportReport]:
    """Load every file, or none of them.

    Readers of the layer see it as it was until all is in. A refused run is recorded with its reason; a dry run goes
    the same way to the end and is undone there. After new outlines of communes the features of every other layer get
    their codes; where a `job` does it, that is left to a job of its own: this one has ended with the load.
    `before_commit` is called with the reports inside the transaction, last, and not by a dry run.

    Raises:
        DothiError: whatever refused the first file that can't be loaded, or what progress and `before_commit` raise.
    """
    for request in requests:
        refuse_marked_name(request.path, request.source_layer)
    refuse_several(requests)
    sweep(job)
    runs = [None if request.dry_run else _open(request, requests, job) for request in requests]
    try:
        with transaction.atomic():
            loaded: set[str] = set()
            reports: list[ImportReport] = []
            for request, run in zip(requests, runs, strict=True):
                made = any(report.created and report.layer == request.layer for report in reports)
                reports.append(import_file(request, run, loaded, made=made))
            if any(request.dry_run for request in requests):
                raise _DryRun(reports)
            before_commit(reports)
    except _DryRun as dry:
        return dry.reports
    except DothiError as error:
        reasons = [Finding(error.code, Severity.ERROR, 1, error.values)]
        if isinstance(error, NothingImported | CrsProposed):
            reasons += error.findings
        for run in filter(None, runs):
            finish_run(run, loaded=False, findings=reasons)
            if isinstance(error, NothingImported) and error.details is not None:
                keep_details(run, error.details)
        raise
    finally:
        _let_go(runs)
    if job is None and COMMUNES_LAYER in {request.layer for request in requests}:
        reports[-1] = replace(reports[-1], findings=[*reports[-1].findings, *refresh_after_outlines()])
    return reports


def sweep(job: UUID | None = None) -> None:
    """Remove what dead imports left on the disk, and close their runs; earlier ones of this `job` too."""
    remove_abandoned(settings.VAR_DIR / "spool")
    close_abandoned_runs(job)


def _open(request: ImportRequest, requests: Sequence[ImportRequest], job: UUID | None) -> int:
    """A run of its own for each file. All files of the command are kept with it: they go in together or not at all."""
    options = {**request.options(), "files": [str(one.path.absolute()) for one in requests]}
    mode = str(request.mode or "")
    gone = job is not None or any(one.origin for one in requests)  # what was fetched isn't there to be read again
    name = request.origin or request.path.name
    return open_run(request.layer, name, job, mode=mode, options={} if gone else options)


def _let_go(runs: Sequence[int | None]) -> None:
    """Where the session was lost, so were its locks."""
    if connection.is_usable():
        let_go_of([run for run in runs if run is not None])
