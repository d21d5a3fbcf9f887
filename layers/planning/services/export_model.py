import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyogrio
from django.db import connection, transaction
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError

from gis.errors import FileRefused, Finding, LayerRefused
from gis.spatial.crs import Crs
from layers.access.seen import SeenLayer
from layers.audit.services import record
from layers.catalog.queries import every_layer
from layers.features.queries import arrow_batches
from layers.features.queries.arrow import GEOMETRY
from layers.planning.exchange import ExchangeClass, classes, layer_name
from layers.planning.exchange.asked import asked_databases
from layers.planning.exchange.names import column_name
from layers.planning.queries.model_demands import unmet_demands

_TYPES = {
    "object": pa.string(), "float32": pa.float32(), "float64": pa.float64(),
    "int16": pa.int16(), "int32": pa.int32(), "datetime64[ms]": pa.timestamp("ms"),
}  # fmt: skip
_FAILURES = (OSError, pa.ArrowException, DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError)
Layers = dict[str, list[SeenLayer]]
"""Layers by the key of the class they hold."""


@dataclass(frozen=True)
class ExportedDatabase:
    """One file: its path, how many classes it has, how many features in all, and what a receiver may complain of."""

    database: str
    path: Path
    classes: int
    features: int
    findings: tuple[Finding, ...]


def export_model(
    model: str, folder: Path, *, databases: Sequence[str] = (), prefix: str | None = None, force: bool = False
) -> list[ExportedDatabase]:
    """Write `folder/<database>.gpkg` for each database that has layers, with all of its classes, empty ones too, by
    their official names, in the system that the layers are stored in, as valid today.

    Layers of one class are written one after another; with a prefix only those made with it. One snapshot of the
    database; all files or none: they are written aside and renamed at the end. Memory stays the same however many
    features there are.

    Raises:
        LayerRefused: E-MODEL-01, E-MODEL-02; E-MODEL-04 no layers to export, E-MODEL-05 layers of a class in several
            systems. FileRefused: E-EXPORT-01 a file that is there already, E-EXPORT-02 one that can't be written.
    """
    layers = _layers(prefix)
    wanted = _with_layers(asked_databases(model, databases), layers, asked=bool(databases))
    targets = {database: folder / f"{database}.gpkg" for database in wanted}
    for path in targets.values():
        if path.exists() and not force:
            raise FileRefused("E-EXPORT-01", path=str(path))
    outermost = not connection.in_atomic_block
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".export-", dir=folder))
    except OSError as error:
        raise FileRefused("E-EXPORT-02", path=str(folder), reason=error.strerror or str(error)) from error
    try:
        with _unsynchronised(), transaction.atomic():
            if outermost:
                connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            written = [_write(database, aside, targets[database], layers) for database in wanted]
        for database, path in targets.items():
            (aside / f"{database}.gpkg").replace(path)
        for one in written:
            details = {"format": "gpkg", "classes": one.classes, "features": one.features}
            record("layer.exported", subject=one.path.name, details=details)
    except _FAILURES as error:
        raise FileRefused("E-EXPORT-02", path=str(folder), reason=str(error)[:200]) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return written


@contextmanager
def _unsynchronised() -> Iterator[None]:
    """SQLite doesn't wait for the disk after each class: the file counts only once it is renamed (measured
    for 153 empty classes: 3 s instead of 22)."""
    pyogrio.set_gdal_config_options({"OGR_SQLITE_SYNCHRONOUS": "OFF"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_SQLITE_SYNCHRONOUS": None})


def _layers(prefix: str | None) -> Layers:
    described = [SeenLayer.of(summary.description) for summary in every_layer()]
    return {
        one.key: [
            layer
            for layer in described
            if layer.template == one.key and (prefix is None or layer.name == layer_name(one, prefix))
        ]
        for one in classes()
    }


def _with_layers(databases: Sequence[str], layers: Layers, *, asked: bool) -> list[str]:
    full = [name for name in databases if any(layers[one.key] for one in classes() if one.database == name)]
    lacking = [name for name in databases if name not in full]
    if not full or (asked and lacking):
        raise LayerRefused("E-MODEL-04", databases=", ".join(lacking))
    return full


def _write(database: str, aside: Path, target: Path, layers: Layers) -> ExportedDatabase:
    mine = [one for one in classes() if one.database == database]
    systems = Counter(layer.storage_epsg for one in mine for layer in layers[one.key])
    usual = systems.most_common(1)[0][0]
    features, findings = 0, []
    for one in mine:
        features += _write_class(one, layers[one.key], aside / f"{database}.gpkg", usual)
        findings += [finding for layer in layers[one.key] for finding in unmet_demands(one, layer)]
    return ExportedDatabase(database, target, len(mine), features, tuple(findings))


def _write_class(one: ExchangeClass, layers: Sequence[SeenLayer], path: Path, usual: int) -> int:
    """One class into the file; how many features it has. The dataset stands in the description of the layer, since a
    GeoPackage knows no datasets; class names are unique within a database."""
    systems = sorted({layer.storage_epsg for layer in layers}) or [usual]
    if len(systems) > 1:
        names = ", ".join(f"{layer.name} ({layer.storage})" for layer in layers)
        raise LayerRefused("E-MODEL-05", name=one.name, layers=names)
    schema = pa.schema([*((f.name, _TYPES[f.kind]) for f in one.fields), (GEOMETRY, pa.binary())])
    feed = _Feed(one, layers, schema)
    try:
        pyogrio.write_arrow(
            pa.RecordBatchReader.from_batches(schema, iter(feed)),
            path,
            layer=one.name,
            driver="GPKG",
            geometry_name=GEOMETRY,
            geometry_type=one.kind.postgis_type,
            crs=str(Crs(systems[0])),
            append=path.exists(),
            layer_options={"IDENTIFIER": one.name, "DESCRIPTION": one.key, "GEOMETRY_NAME": GEOMETRY},
        )
    except RuntimeError as error:  # what GDAL makes of any failure of the stream
        raise feed.failure or OSError(str(error)) from error
    return feed.count


class _Feed:
    """The batches of a class under its official names: how many rows went through, and what stopped them."""

    def __init__(self, one: ExchangeClass, layers: Sequence[SeenLayer], schema: pa.Schema) -> None:
        self.layers, self.schema = layers, schema
        self.columns = [(column_name(field.name), _TYPES[field.kind]) for field in one.fields]
        self.count = 0
        self.failure: Exception | None = None

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        try:
            for batch in chain.from_iterable(arrow_batches(layer, self.columns) for layer in self.layers):
                self.count += len(batch)
                yield pa.RecordBatch.from_arrays(batch.columns, schema=self.schema)
        except Exception as error:
            self.failure = error
            raise
