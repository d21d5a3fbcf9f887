"""The rows of one file go into its layer."""

from collections.abc import Iterator
from itertools import chain

import numpy as np
import pyarrow as pa
from django.db import connection
from psycopg2 import sql

from gis.errors import Finding, Severity
from importers.services.cleaning import Cleaning
from importers.services.modes import mode_of, wanted_of, writing_of
from importers.services.prefetch import prefetched
from importers.services.request import ImportRequest
from importers.services.understand import Target
from layers.catalog.description import LayerDescription
from layers.features.queries import Extent, extent_and_count
from layers.features.services import BulkLoad, Difference, Loaded
from layers.features.tables import table

NAMED_FIDS = 100
"""Features that a finding of keys names."""


def load(cleaning: Cleaning, request: ImportRequest, target: Target, run: int | None) -> tuple[Loaded, list[Finding]]:
    """What came of it, and which keys stood twice or could mean several.

    Raises:
        InvalidRequest: E-RUN-06, -14. And what the layer's services refuse.
    """
    mode = mode_of(request, target)
    wanted = wanted_of(request, target, cleaning) if mode.is_difference else None
    batches = prefetched(cleaning.batches())
    first = next(batches, None)
    if first is None:
        return Loaded(0), []
    counted = _counted(chain([first], batches), request, cleaning.spool.count)
    if wanted is None or target.new:
        loaded = BulkLoad(target.description, first.schema, run).write(counted)
    else:
        loaded = Difference(writing_of(request, target), first.schema, run, wanted).write(counted)
    key = ", ".join(wanted.key if wanted else target.description.key_fields)
    left = (("E-VALUE-02", loaded.repeated), ("E-RUN-12", loaded.ambiguous))
    cleaning.rejected_by += [(code, {}, np.array(out.fids, np.int64)) for code, out in left if out.count]
    found = [
        Finding(code, Severity.ERROR, out.count, {"key": key}, out.fids[:NAMED_FIDS]) for code, out in left if out.count
    ]
    if wanted is not None and wanted.with_commune and not target.new:
        found.append(Finding("N-RUN-02", Severity.NOTE, loaded.imported, {"key": key}))
    return loaded, found


def look_over(description: LayerDescription) -> tuple[Extent | None, int]:
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
