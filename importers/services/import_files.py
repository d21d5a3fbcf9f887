"""The run: one or more files into a layer, all or nothing."""

import os
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any
from uuid import UUID

import pyarrow as pa
from django.conf import settings
from django.db import connection, transaction
from psycopg2 import sql

from gis import __version__
from gis.errors import DothiError, FileRefused, Finding, Severity
from gis.spatial.crs import Crs, bounds_in_degrees
from importers.reading.description import SourceDescription
from importers.reading.limits import ReadLimits
from importers.reading.marks import refuse_marked_name
from importers.reading.process import read
from importers.reading.spool import Spool, remove_abandoned
from importers.services.cleaning import Cleaning
from importers.services.columns import UNICODE, ColumnPlan, plan_columns
from importers.services.communes import CommuneFinder, refresh_after_outlines
from importers.services.prefetch import prefetched
from importers.services.request import ImportReport, ImportRequest, NothingImported
from importers.services.understand import SurveyCrs, Target, geometry_kind, survey_crs, target_layer
from layers.catalog.description import LayerDescription
from layers.catalog.queries import loaded_run_of
from layers.catalog.services import close_abandoned_runs, finish_run, open_run, summarise_layer
from layers.features.authority import Writing
from layers.features.queries import Extent, extent_and_count
from layers.features.queries.communes import COMMUNES_LAYER, communes_around
from layers.features.services import BulkLoad, create_layer, finish_layer
from layers.features.tables import ADMINISTRATION, table

PREVIEW_ROWS = 5


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
    remove_abandoned(settings.VAR_DIR / "spool")
    close_abandoned_runs(job)
    runs = [None if request.dry_run else open_run(request.layer, request.path.name, job) for request in requests]
    try:
        with transaction.atomic():
            loaded: set[str] = set()
            reports = [_import(request, run, loaded) for request, run in zip(requests, runs, strict=True)]
            if any(request.dry_run for request in requests):
                raise _DryRun(reports)
            before_commit(reports)
    except _DryRun as dry:
        return dry.reports
    except DothiError as error:
        reasons = [Finding(error.code, Severity.ERROR, 1, error.values)]
        if isinstance(error, NothingImported):
            reasons += error.findings
        for run in filter(None, runs):
            finish_run(run, loaded=False, findings=reasons)
        raise
    if job is None and COMMUNES_LAYER in {request.layer for request in requests}:
        reports[-1] = replace(reports[-1], findings=[*reports[-1].findings, *refresh_after_outlines()])
    return reports


def _import(request: ImportRequest, run: int | None, loaded: set[str]) -> ImportReport:
    """One file; `loaded` are the hashes of those that went in with it before."""
    began = time.perf_counter()
    with read(
        request.path,
        source_layer=request.source_layer,
        spool_dir=settings.VAR_DIR / "spool",
        limits=ReadLimits.from_environment(os.environ),
        on_progress=lambda rows: request.progress(rows, 0),
    ) as spool:
        source = spool.metadata
        request.progress(0, spool.count)
        survey = survey_crs(source, request)
        target = target_layer(source, request, survey.crs, geometry_kind(source, request))
        _refuse_repetition(request, spool, target, loaded)
        loaded.add(source.sha256)
        plan = plan_columns(spool, target.description, request.encoding, request.mapping)
        cleaning = Cleaning(spool, target.description, survey.crs, plan, _communes(source, survey.crs, target))
        if target.new:
            create_layer(target.description, finished=False)
        imported, duplicates = _load(cleaning, request, run)
        findings = [*target.findings, *plan.findings, *cleaning.findings(), *duplicates]
        Writing.demand_all_written(request.by, target.description, run)
        if not imported:
            nothing = NothingImported("E-RUN-01", read=spool.count, name=source.file_name)
            nothing.findings = findings
            raise nothing
        extent, count = finish_layer(target.description) if target.new else _looked_over(target.description)
        summarise_layer(request.layer, extent=extent, feature_count=count)
        report = _report(request, run, spool, survey, target, plan, cleaning, imported, findings, began)
        if run is not None:
            _close(run, report, source.sha256, survey)
        return report


def _communes(source: SourceDescription, survey: Crs, target: Target) -> CommuneFinder:
    """Today's communes around the source; administrative units themselves lie in none."""
    if source.bounds is None or target.description.theme == ADMINISTRATION:
        return CommuneFinder(())
    return CommuneFinder(communes_around(bounds_in_degrees(source.bounds, survey.epsg), target.description.storage))


def _refuse_repetition(request: ImportRequest, spool: Spool, target: Target, loaded: set[str]) -> None:
    if request.again:
        return
    sha256 = spool.metadata.sha256
    if sha256 in loaded:
        raise FileRefused("E-RUN-03", name=spool.metadata.file_name)
    earlier = None if target.new else loaded_run_of(request.layer, sha256)
    if earlier is not None:
        raise FileRefused("E-RUN-02", layer=request.layer, run=earlier)


def _load(cleaning: Cleaning, request: ImportRequest, run: int | None) -> tuple[int, list[Finding]]:
    """How many went in, and which keys stood twice."""
    batches = prefetched(cleaning.batches())
    first = next(batches, None)
    if first is None:
        return 0, []
    load = BulkLoad(cleaning.description, first.schema, run)
    loaded = load.write(_counted(chain([first], batches), request, cleaning.spool.count))
    if not loaded.duplicate_count:
        return loaded.imported, []
    key = ", ".join(cleaning.description.key_fields)
    twice = Finding("E-VALUE-02", Severity.ERROR, loaded.duplicate_count, {"key": key}, loaded.duplicate_fids)
    return loaded.imported, [twice]


def _looked_over(description: LayerDescription) -> tuple[Extent | None, int]:
    """Extent and count of a layer that grew, and fresh statistics for the planner."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("ANALYZE {}").format(table(description.name)))
    return extent_and_count(description)


def _counted(batches: Iterator[pa.RecordBatch], request: ImportRequest, total: int) -> Iterator[pa.RecordBatch]:
    done = 0
    for batch in batches:
        yield batch
        done += len(batch)
        request.progress(done, total)


def _report(
    request: ImportRequest,
    run: int | None,
    spool: Spool,
    survey: SurveyCrs,
    target: Target,
    plan: ColumnPlan,
    cleaning: Cleaning,
    imported: int,
    findings: list[Finding],
    began: float,
) -> ImportReport:
    main = max(
        (vote for vote in plan.encodings.values() if vote.encoding not in UNICODE),
        key=lambda vote: vote.confidence,
        default=None,
    )
    return ImportReport(
        source=spool.metadata.file_name,
        format=spool.metadata.format,
        layer=request.layer,
        created=target.new,
        read=spool.count,
        imported=imported,
        repaired=cleaning.repaired,
        rejected=spool.count - imported,
        crs=str(survey.crs) if not survey.crs.crs84 else "EPSG:4326",
        crs_confidence=survey.confidence,
        storage_crs=str(target.description.storage),
        encoding=main.encoding if main else "utf-8",
        encoding_confidence=main.confidence if main else 1.0,
        encodings={
            name: {"encoding": vote.encoding, "confidence": vote.confidence} for name, vote in plan.encodings.items()
        },
        fields=dict(plan.mapped),
        findings=findings,
        preview=_preview(target.description, run),
        run=run,
        dry_run=request.dry_run,
        seconds=time.perf_counter() - began,
    )


def _preview(description: LayerDescription, run: int | None) -> list[dict[str, Any]]:
    """The first rows of this run as they stand in the layer."""
    names = [field.name for field in description.fields]
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "SELECT public_id, {} FROM {} WHERE import_run IS NOT DISTINCT FROM %s AND recorded_from >= now()"
                " ORDER BY public_id LIMIT {}"
            ).format(
                sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(name)) for name in names),
                table(description.name),
                sql.Literal(PREVIEW_ROWS),
            ),
            [run],
        )
        return [dict(zip(["id", *names], row, strict=True)) for row in cursor.fetchall()]


def _close(run: int, report: ImportReport, sha256: str, survey: SurveyCrs) -> None:
    finish_run(
        run,
        loaded=True,
        findings=report.findings,
        source_sha256=sha256,
        source_format=report.format,
        survey_epsg=survey.crs.epsg,
        encodings=dict(report.encodings),
        read_count=report.read,
        imported_count=report.imported,
        repaired_count=report.repaired,
        rejected_count=report.rejected,
        tool_versions={"dothi": __version__, "python": platform.python_version()},
    )
