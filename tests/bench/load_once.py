"""Load one file and print what it took as JSON: run in a process of its own.

usage: python -m tests.bench.load_once bare|bare-another-zone|bare-degrees|ready|again|again-untold FILE
       python -m tests.bench.load_once update FIRST SECOND

`again` loads into a layer that is there, with its history and change log; `again-untold` the same with their triggers off. `update` loads the first file, and times the second as an update of it.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

import django

django.setup()

import pgpq  # noqa: E402  # Django first
from django.db import connection, transaction  # noqa: E402

from gis.setup.places import VAR  # noqa: E402
from gis.spatial.crs import WGS84, Crs  # noqa: E402
from importers.reading.process import read  # noqa: E402
from importers.services import ImportRequest, Mode, import_files  # noqa: E402
from importers.services.cleaning import Cleaning  # noqa: E402
from importers.services.columns import plan_columns  # noqa: E402
from importers.services.prefetch import prefetched  # noqa: E402
from layers.features.authority import OPERATOR  # noqa: E402
from layers.features.services import create_layer  # noqa: E402
from layers.features.services.copying import Stream  # noqa: E402
from layers.templates import TEMPLATES  # noqa: E402
from tests.bench.ground import EPSG, OTHER_EPSG  # noqa: E402


def bare(path: Path, into: int = EPSG) -> int:
    """Read, validate, COPY, insert, spatial index: no history, keys, commune or catalog."""
    description = TEMPLATES["parcels"].instantiated(name="bare", storage_epsg=into)
    with read(path, spool_dir=VAR / "spool") as spool, transaction.atomic(), connection.cursor() as cursor:
        cleaning = Cleaning(spool, description, Crs(EPSG), plan_columns(spool, description, None))
        batches = prefetched(cleaning.batches())
        first = next(batches)
        encoder = pgpq.ArrowToPostgresBinaryEncoder(first.schema)
        kind, srid = description.geometry_kind.postgis_type, description.storage.srid
        columns = ", ".join(
            f"geometry geometry({kind}, {srid})" if c.name == "geometry" else f'"{c.name}" {c.data_type.ddl()}'
            for c in encoder.schema().columns
        )
        cursor.execute("DROP TABLE IF EXISTS bare")
        cursor.execute(f"CREATE TABLE bare ({columns})")

        def pieces():
            yield encoder.write_header()
            yield encoder.write_batch(first)
            for batch in batches:
                yield encoder.write_batch(batch)
            yield encoder.finish()

        cursor.copy_expert("COPY bare FROM STDIN (FORMAT BINARY, FREEZE)", Stream(pieces()), size=1 << 20)
        cursor.execute("CREATE INDEX ON bare USING gist (geometry)")
        cursor.execute("SELECT count(*) FROM bare")
        return int(cursor.fetchone()[0])


def ready(path: Path, mode: Mode | None = None) -> int:
    """Everything a served layer has."""
    request = ImportRequest(path, "parcels", crs=f"EPSG:{EPSG}", storage_crs=f"EPSG:{EPSG}", by=OPERATOR, mode=mode)
    return import_files([request])[0].imported


def _empty_layer(*, told: bool) -> None:
    create_layer(TEMPLATES["parcels"].instantiated(storage_epsg=EPSG))
    if not told:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE feature.parcels DISABLE TRIGGER USER")


WAYS = {
    "bare": bare,
    "bare-another-zone": lambda path: bare(path, OTHER_EPSG),
    "bare-degrees": lambda path: bare(path, WGS84),
    "update": lambda path: ready(path, Mode.UPDATE),
}


def main(way: str, path: str, second: str = "") -> None:
    if way.startswith("again"):
        _empty_layer(told=way == "again")
    if second:
        ready(Path(path))
    began = time.perf_counter()
    count = WAYS.get(way, ready)(Path(second or path))
    seconds = time.perf_counter() - began
    usage = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    sys.stdout.write(
        json.dumps({"count": count, "seconds": seconds, "memory_mb": sum(usage) / 1024, "pid": os.getpid()})
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
