"""What a run says of one file: its report, the first rows as they stand, and the record of the run."""

import time
from typing import Any

from django.db import connection
from psycopg2 import sql

from gis.errors import Finding
from importers.reading.spool import Spool
from importers.report.gathering import tool_versions
from importers.report.keeping import keep
from importers.report.material import Material
from importers.services.cleaning import Cleaning
from importers.services.columns import UNICODE, ColumnPlan
from importers.services.modes import mode_of, writing_of
from importers.services.request import ImportReport, ImportRequest
from importers.services.understand import SurveyCrs, Target
from layers.catalog.queries import origin_of
from layers.catalog.services import finish_run
from layers.features.authority import Writing
from layers.features.services import Loaded
from layers.features.tables import table

PREVIEW_ROWS = 5


def make_report(
    request: ImportRequest,
    run: int | None,
    spool: Spool,
    survey: SurveyCrs,
    target: Target,
    plan: ColumnPlan,
    cleaning: Cleaning,
    loaded: Loaded,
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
        imported=loaded.imported,
        **loaded.counts(),
        repaired=cleaning.repaired,
        rejected=spool.count - loaded.imported,
        mode=mode_of(request, target),
        crs=str(survey.crs) if not survey.crs.crs84 else "EPSG:4326",
        crs_confidence=survey.confidence,
        storage_crs=str(target.description.storage),
        encoding=main.encoding if main else "utf-8",
        encoding_confidence=main.confidence if main else 1.0,
        encodings={
            name: {
                "encoding": vote.encoding,
                "confidence": vote.confidence,
                "preview": [{"read": read, "decoded": decoded} for read, decoded in plan.previews.get(name, ())],
            }
            for name, vote in plan.encodings.items()
        },
        fields=dict(plan.mapped),
        proposed=[one.as_json() for one in plan.suggested if not one.is_sure],
        preset=None,
        findings=findings,
        preview=_preview(target, writing_of(request, target), run),
        run=run,
        dry_run=request.dry_run,
        seconds=time.perf_counter() - began,
        details=None,
    )


def _preview(target: Target, writing: Writing, run: int | None) -> list[dict[str, Any]]:
    """The first rows of this run as they stand in the layer, with the fields that whoever imports sees everywhere: a
    changed row keeps what isn't seen."""
    description = target.description
    unseen = writing.hidden | set(writing.partial)
    names = [field.name for field in description.fields if field.name not in unseen]
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


def without_values(report: ImportReport) -> dict[str, dict[str, Any]]:
    """Each column's encoding, as it is kept: the values of its preview may be personal."""
    return {name: {**said, "preview": []} for name, said in report.encodings.items()}


def close_run(run: int, report: ImportReport, sha256: str, survey: SurveyCrs) -> None:
    finish_run(
        run,
        loaded=True,
        findings=report.findings,
        source_sha256=sha256,
        source_format=report.format,
        survey_epsg=survey.crs.epsg,
        encodings=without_values(report),
        preset=report.preset or "",
        read_count=report.read,
        imported_count=report.imported,
        changed_count=report.changed,
        unchanged_count=report.unchanged,
        retired_count=report.retired,
        repaired_count=report.repaired,
        rejected_count=report.rejected,
        tool_versions=tool_versions(),
    )
    if report.details is not None:
        keep_details(run, report.details)


def keep_details(run: int, details: Material) -> None:
    """What the run's report is made from, beside the run."""
    found = origin_of(run)
    if found is not None:
        keep(found.uuid, details)
