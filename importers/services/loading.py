"""The rows of one file go into its layer."""

from collections.abc import Iterator
from itertools import chain

import pyarrow as pa
from django.db import connection
from psycopg2 import sql

from gis.errors import Finding, Severity
from importers.services.cleaning import Cleaning
from importers.services.prefetch import prefetched
from importers.services.request import ImportRequest
from layers.catalog.description import LayerDescription
from layers.features.queries import Extent, extent_and_count
from layers.features.services import BulkLoad
from layers.features.tables import table


def load(cleaning: Cleaning, request: ImportRequest, run: int | None) -> tuple[int, list[Finding]]:
    """How many went in, and which keys stood twice."""
    batches = prefetched(cleaning.batches())
    first = next(batches, None)
    if first is None:
        return 0, []
    bulk = BulkLoad(cleaning.description, first.schema, run)
    loaded = bulk.write(_counted(chain([first], batches), request, cleaning.spool.count))
    if not loaded.duplicate_count:
        return loaded.imported, []
    key = ", ".join(cleaning.description.key_fields)
    twice = Finding("E-VALUE-02", Severity.ERROR, loaded.duplicate_count, {"key": key}, loaded.duplicate_fids)
    return loaded.imported, [twice]


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
