"""What is known of import runs: where a layer's features come from, and what became of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from gis.errors import NotFound
from layers.catalog.description import LayerDescription
from layers.catalog.models import ImportRun, Layer
from layers.catalog.queries.layers import stored_description


@dataclass(frozen=True)
class RunFacts:
    """One run. `state`: running, loaded, refused or undone. `imported` are the features of the source that stand in the
    layer since, `changed` and `unchanged` among them; `options` the words it was asked with, `by` who asked; `undoes`
    the run that it took back, `undone_by` the one that took it back. `findings` are as reports give them, without
    values."""

    id: int
    layer: str
    source: str
    state: str
    mode: str
    by: str
    preset: str
    job: UUID | None
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
    run = ImportRun.objects.filter(pk=run_id).first()
    if run is None:
        raise NotFound("E-RUN-08", run=run_id)
    return _facts(run)


def list_runs(*, layer: str | None = None, limit: int = 20, offset: int = 0) -> list[RunFacts]:
    """Runs, the latest first; those into one layer where it is named."""
    runs = ImportRun.objects.order_by("-pk")
    if layer is not None:
        runs = runs.filter(layer_name=layer)
    return [_facts(run) for run in runs[offset : offset + limit]]


def _facts(run: ImportRun) -> RunFacts:
    undone_by = None
    if run.state == ImportRun.State.UNDONE:
        undone_by = ImportRun.objects.filter(undoes=run).values_list("pk", flat=True).last()
    return RunFacts(
        id=run.pk,
        layer=run.layer_name,
        source=run.source_name,
        state=run.state,
        mode=run.mode,
        by=run.started_as,
        preset=run.preset,
        job=run.job_id,
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
