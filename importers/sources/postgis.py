"""A table of another PostGIS: `postgresql://user:password@host/database?table=schema.table`.

Read in one transaction that can't write, row by row through a cursor; columns of other types come as PostgreSQL's text.
User and password go to the server alone: no sentence, run, job or log holds them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import psycopg2
import pyarrow as pa
import pyogrio.raw
from psycopg2 import sql

from gis.spatial.crs import epsg_of
from importers.sources.contract import MEGABYTE, Fetched, Fetching, SourceKind, SourceRefused
from importers.uploads.names import safe_name

BATCH = 5_000
CONNECT_SECONDS = 10
_OURS = ("table", "geometry")
_TYPES = {
    "smallint": pa.int64(), "integer": pa.int64(), "bigint": pa.int64(), "real": pa.float64(),
    "double precision": pa.float64(), "numeric": pa.float64(), "boolean": pa.bool_(), "date": pa.date32(),
}  # fmt: skip
"""By PostgreSQL's name of the type; others become text."""


@dataclass(frozen=True)
class _Column:
    name: str
    type: pa.DataType
    numeric: bool

    @property
    def selected(self) -> sql.Composable:
        cast = "::float8" if self.numeric else "" if self.type != pa.string() else "::text"
        return sql.SQL("{}" + cast).format(sql.Identifier(self.name))


def recognises(text: str) -> bool:
    return text.startswith(("postgresql://", "postgres://"))


def fetch(asked: Fetching) -> Fetched:
    """Raises SourceRefused: E-SOURCE-03 beyond a limit, E-SOURCE-07 whatever the database says."""
    parts = urlsplit(asked.text)
    given = dict(parse_qsl(parts.query))
    schema, _, name = (asked.layer or given.get("table", "")).rpartition(".")
    if not name:
        raise _refused(asked, "the address names no table (?table=schema.table)")
    rest = urlencode({key: value for key, value in given.items() if key not in _OURS})
    address = urlunsplit((parts.scheme, parts.netloc, parts.path, rest, ""))
    path = asked.folder / safe_name(f"{name}.gpkg")
    try:
        connection = psycopg2.connect(address, connect_timeout=CONNECT_SECONDS, application_name="dothi import")
        try:
            connection.set_session(isolation_level="REPEATABLE READ", readonly=True)
            table = _Table(asked, connection, schema or "public", name, given.get("geometry"))
            table.write(path)
        finally:
            connection.close()
    except psycopg2.Error as error:
        raise _refused(asked, _first_line(error, parts.password)) from error
    except (ValueError, RuntimeError, pa.ArrowException) as error:
        raise _refused(asked, _first_line(error, parts.password)) from error
    return Fetched(path, None)


class _Table:
    """One table or view with its columns as they are to be read."""

    def __init__(self, asked: Fetching, connection: Any, schema: str, name: str, geometry: str | None) -> None:
        self.asked, self.connection, self.name = asked, connection, name
        self.stopped_by: Exception | None = None
        self.table = sql.Identifier(schema, name)
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", [str(int(asked.limits.seconds * 1000))])
            cursor.execute(
                "SELECT a.attname, format_type(a.atttypid, NULL), t.typname FROM pg_attribute a"
                " JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
                " JOIN pg_type t ON t.oid = a.atttypid"
                " WHERE n.nspname = %s AND c.relname = %s AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
                [schema, name],
            )
            found = cursor.fetchall()
        if not found:
            raise _refused(asked, f"there is no table {schema}.{name}, or it may not be seen")
        shapes = [column for column, _, kind in found if kind in ("geometry", "geography")]
        if (geometry is not None and geometry not in shapes) or (geometry is None and len(shapes) != 1):
            raise _refused(asked, f"say which geometry to take with &geometry=…: {', '.join(shapes) or 'it has none'}")
        self.geometry = geometry or shapes[0]
        self.columns = [
            _Column(column, _TYPES.get(kind, pa.string()), kind == "numeric")
            for column, kind, base in found
            if base not in ("geometry", "geography", "raster", "bytea")
        ]

    def write(self, path: Any) -> None:
        """Into a GeoPackage, batch by batch."""
        schema = pa.schema(
            [pa.field("geometry", pa.binary(), metadata={"ARROW:extension:name": "geoarrow.wkb"})]
            + [pa.field(one.name, one.type) for one in self.columns]
        )
        reader = pa.RecordBatchReader.from_batches(schema, self._watched(schema))
        try:
            pyogrio.raw.write_arrow(
                reader, path, layer=self.name, driver="GPKG", geometry_name="geometry", geometry_type="Unknown",
                crs=self._crs(),
            )  # fmt: skip
        finally:
            if self.stopped_by is not None:
                raise self.stopped_by

    def _watched(self, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        """GDAL, which takes the batches, turns whatever ends them into an error of its own: so it is kept."""
        try:
            yield from self._batches(schema)
        except Exception as error:
            self.stopped_by = error
            raise

    def _batches(self, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        rows = size = 0
        with self.connection.cursor("dothi_import") as cursor:
            cursor.itersize = BATCH
            cursor.execute(
                sql.SQL("SELECT {} FROM {}").format(
                    sql.SQL(", ").join(
                        [
                            sql.SQL("ST_AsBinary({}::geometry)").format(sql.Identifier(self.geometry)),
                            *(one.selected for one in self.columns),
                        ]
                    ),
                    self.table,
                )
            )
            while taken := cursor.fetchmany(BATCH):
                values = [[None if one is None else bytes(one) for one in column] if at == 0 else list(column)
                          for at, column in enumerate(zip(*taken, strict=True))]  # fmt: skip
                batch = pa.record_batch(
                    [pa.array(column, field.type) for column, field in zip(values, schema, strict=True)], schema=schema
                )
                rows, size = rows + len(batch), size + batch.nbytes
                if size > self.asked.limits.megabytes * MEGABYTE:
                    reason = f"it is larger than {self.asked.limits.megabytes} MB"
                    raise SourceRefused("E-SOURCE-03", source=self.asked.shown, reason=reason, setting="DOTHI_FETCH_MB")
                self.asked.progress(rows)
                yield batch

    def _crs(self) -> str | None:
        """The system of the first geometry: by the authority's number, or its definition where it has none."""
        with self.connection.cursor() as cursor:
            cursor.execute(
                sql.SQL(
                    "SELECT g.srid, s.auth_name, s.auth_srid, s.srtext FROM"
                    " (SELECT ST_SRID({0}::geometry) AS srid FROM {1} WHERE {0} IS NOT NULL LIMIT 1) g"
                    " LEFT JOIN spatial_ref_sys s ON s.srid = g.srid"
                ).format(sql.Identifier(self.geometry), self.table)
            )
            srid, authority, number, definition = cursor.fetchone() or (0, None, None, None)
        if not srid:
            return None
        if epsg_of(srid) != srid:
            return f"EPSG:{epsg_of(srid)}"
        return f"EPSG:{number}" if authority == "EPSG" and number else definition


def _refused(asked: Fetching, reason: str) -> SourceRefused:
    return SourceRefused("E-SOURCE-07", source=asked.shown, reason=reason)


def _first_line(error: Exception, password: str | None) -> str:
    text = (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
    return text.replace(password, "…") if password else text


KIND = SourceKind("postgis", "PostGIS table", recognises, fetch)
