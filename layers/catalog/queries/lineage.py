"""Where a layer's features are from: the files, by whom and when they were imported, and with what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from layers.catalog.models import ImportRun


@dataclass(frozen=True)
class Origin:
    """One import run. `by_id` is the account that asked for it, None for the operator; `by` its name, or user@host of
    the command line; `preset` the one by which the source was understood; `survey_epsg` the system of the survey;
    `tool_versions` of what read, cleaned and loaded."""

    id: int
    uuid: UUID
    layer: str
    state: str
    source: str
    sha256: str
    format: str
    survey_epsg: int | None
    read: int
    imported: int
    repaired: int
    rejected: int
    by_id: int | None
    by: str
    preset: str
    started_at: datetime
    ended_at: datetime | None
    tool_versions: Mapping[str, Any]


def origin_of(run_id: int) -> Origin | None:
    """One run by its number."""
    row = ImportRun.objects.select_related("started_by", "job__requested_by").filter(pk=run_id).first()
    return _origin(row) if row else None


def lineage(layer: str, most: int = 100) -> list[Origin]:
    """The runs that loaded something into a layer, the latest first: from which files it is, by whom and when."""
    loaded = ImportRun.objects.filter(layer_name=layer, state=ImportRun.State.LOADED)
    return [_origin(row) for row in loaded.select_related("started_by", "job__requested_by").order_by("-pk")[:most]]


def _origin(row: ImportRun) -> Origin:
    account = row.started_by or (row.job.requested_by if row.job else None)
    return Origin(
        id=row.pk,
        uuid=row.uuid,
        layer=row.layer_name,
        state=row.state,
        source=row.source_name,
        sha256=row.source_sha256,
        format=row.source_format,
        survey_epsg=row.survey_epsg,
        read=row.read_count,
        imported=row.imported_count,
        repaired=row.repaired_count,
        rejected=row.rejected_count,
        by_id=account.pk if account else None,
        by=account.get_username() if account else row.started_as,
        preset=row.preset,
        started_at=row.started_at,
        ended_at=row.ended_at,
        tool_versions=row.tool_versions,
    )
