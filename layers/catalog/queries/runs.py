"""What is known of import runs: where a layer's features come from, and what became of each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from gis.errors import NotFound
from layers.catalog.description import LayerDescription
from layers.catalog.models import ImportRun, Layer
from layers.catalog.queries.layers import stored_description


@dataclass(frozen=True)
class RunFacts:
    """One run. `state`: running, loaded, refused or undone. `imported` are the features of the source that stand in the
    layer since, `changed` and `unchanged` among them; `options` the words it was asked with; `undoes` the run that it
    took back, `undone_by` the one that took it back. `findings` are as reports give them, without values. `by` is who
    asked for it, as pages call them, with the account's id; without an account the operator's name where it is known.
    """

    id: int
    layer: str
    source: str
    state: str
    mode: str
    preset: str
    job: UUID | None
    by: str
    by_id: int | None
    sha256: str
    format: str
    options: Mapping[str, Any]
    read: int
    imported: int
    changed: int
    unchanged: int
    retired: int
    repaired: int
    rejected: int
    findings: Sequence[Mapping[str, Any]]
    undoes: int | None
    undone_by: int | None
    started_at: datetime
    ended_at: datetime | None
    recorded_at: datetime | None

    @property
    def inserted(self) -> int:
        """Features that were new in the layer."""
        return self.imported - self.changed - self.unchanged

    @property
    def codes(self) -> list[str]:
        """Of its findings; where it was refused the reason comes first."""
        return [finding["code"] for finding in self.findings]


def get_run(run_id: int) -> RunFacts:
    """Raises NotFound: E-RUN-08."""
    run = _with_people().filter(pk=run_id).first()
    if run is None:
        raise NotFound("E-RUN-08", run=run_id)
    return _facts(run)


def list_runs(
    *,
    layer: str | None = None,
    layers: Collection[str] | None = None,
    asked_by: int | None = None,
    limit: int = 20,
    offset: int = 0,
) -> list[RunFacts]:
    """Runs, the latest first; those into one layer where it is named. With `layers` only those into them, and those
    that an account asked for."""
    runs = _with_people().order_by("-pk")
    if layer is not None:
        runs = runs.filter(layer_name=layer)
    if layers is not None:
        own = Q() if asked_by is None else Q(started_by=asked_by) | Q(started_by=None, job__requested_by=asked_by)
        runs = runs.filter(Q(layer_name__in=layers) | own)
    return [_facts(run) for run in runs[offset : offset + limit]]


def _with_people() -> QuerySet[ImportRun]:
    return ImportRun.objects.select_related("started_by", "job__requested_by")


def _facts(run: ImportRun) -> RunFacts:
    undone_by = None
    if run.state == ImportRun.State.UNDONE:
        undone_by = ImportRun.objects.filter(undoes=run).values_list("pk", flat=True).last()
    account = run.started_by or (run.job.requested_by if run.job else None)
    return RunFacts(
        id=run.pk,
        layer=run.layer_name,
        source=run.source_name,
        state=run.state,
        mode=run.mode,
        preset=run.preset,
        job=run.job_id,
        by=account.name if account else run.started_as,
        by_id=account.pk if account else None,
        sha256=run.source_sha256,
        format=run.source_format,
        options=run.options,
        read=run.read_count,
        imported=run.imported_count,
        changed=run.changed_count,
        unchanged=run.unchanged_count,
        retired=run.retired_count,
        repaired=run.repaired_count,
        rejected=run.rejected_count,
        findings=run.findings,
        undoes=run.undoes_id,
        undone_by=undone_by,
        started_at=run.started_at,
        ended_at=run.ended_at,
        recorded_at=run.recorded_at,
    )


def layer_of(run: RunFacts) -> LayerDescription:
    """The layer that the run wrote into.

    Raises:
        NotFound: E-LAYER-05 it was removed since; another of its name isn't meant.
    """
    if not Layer.objects.filter(name=run.layer, created_at__lte=run.ended_at or run.started_at).exists():
        raise NotFound("E-LAYER-05", name=run.layer)
    return stored_description(run.layer)
