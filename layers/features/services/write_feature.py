"""One feature is added, changed or removed: the same rules whoever asks, history kept, the catalog's counts true."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db import connection, transaction
from psycopg2 import sql

from gis.spatial.crs import CRS84, Crs
from layers.audit.services import sign
from layers.catalog.description import LayerDescription
from layers.catalog.services import note_edit
from layers.features.accepted_feature import accepted_feature
from layers.features.accepted_geometry import GeoJson
from layers.features.accepted_values import Given
from layers.features.authority import Author, Writing
from layers.features.queries.extent import extent_of
from layers.features.tables import table
from layers.features.written_row import Standing, Written, insert, lock, update

__all__ = ["Written", "add_feature", "change_feature", "remove_feature", "replace_feature"]


@transaction.atomic
def add_feature(
    layer: str, values: Given, geometry: GeoJson, *, by: Author, crs: Crs = CRS84, valid_from: date | None = None
) -> Written:
    """Add a feature with these values and a GeoJSON geometry in `crs`, valid from a day or from ever.

    Raises:
        FeatureRefused: E-FEATURE-03 to -06, -09 to -12. NotFound: E-LAYER-05. NotAllowed: E-ACCESS-01, -09.
    """
    writing = Writing.of(by, layer)
    writing.demand_new()
    description = writing.speaking
    columns = accepted_feature(writing.known, values, geometry, crs, complete=True)
    if valid_from is not None:
        columns["valid_from"] = valid_from
    sign()
    written = insert(description, columns)
    writing.demand_written(written.id)
    note_edit(layer, added=1, around=extent_of(description, written.id))
    return written


@transaction.atomic
def change_feature(
    layer: str,
    public_id: int,
    values: Given,
    geometry: GeoJson | None = None,
    *,
    by: Author,
    crs: Crs = CRS84,
    version: int | None = None,
    from_day: date | None = None,
) -> Written:
    """Give a feature other values, and another geometry where one is given; what isn't named stays.

    Without `from_day` what is recorded is corrected for all the days for which it is valid. With it, the feature is
    otherwise from that day on, which may come yet, and before it stays as it was. `version` is the one that the
    author saw.

    Raises:
        NotFound: E-FEATURE-01, E-LAYER-05. FeatureRefused: E-FEATURE-02 another version stands, E-FEATURE-07 a day
            outside of what the feature is valid for, and as `add_feature`. NotAllowed: E-ACCESS-01, -09.
    """
    writing = Writing.of(by, layer)
    columns = accepted_feature(writing.known, values, geometry, crs, complete=False)
    return _change(writing, public_id, columns, version, from_day)


@transaction.atomic
def replace_feature(
    layer: str,
    public_id: int,
    values: Given,
    geometry: GeoJson | None,
    *,
    by: Author,
    crs: Crs = CRS84,
    version: int | None = None,
    from_day: date | None = None,
) -> Written:
    """Give a feature these values and no others, and this geometry (None: that which it has). A field that isn't named
    has its default or none; but what its author may not see stays as it is.

    Raises:
        As `change_feature`.
    """
    writing = Writing.of(by, layer)
    veiled = writing.veiled(public_id)
    known = replace(
        writing.known, fields=[one for one in writing.known.fields if one.name not in veiled or one.name in values]
    )
    whole = {**{one.name: one.default for one in known.fields}, **values}
    columns = accepted_feature(known, whole, geometry, crs, complete=True)
    return _change(writing, public_id, columns, version, from_day)


def _change(
    writing: Writing, public_id: int, columns: dict[str, Any], version: int | None, from_day: date | None
) -> Written:
    description, layer = writing.speaking, writing.stored.name
    writing.demand(public_id, frozenset(columns) - {"geom"})
    veiled = writing.veiled(public_id)
    row = lock(description, public_id, from_day, version)
    if not columns:
        return Written(public_id, row.version)
    sign()
    if from_day is None or from_day == row.valid_from:
        written = update(description, public_id, row, columns)
    else:
        written = _from(description, public_id, row, columns, from_day)
    writing.demand_written(public_id, veiled)
    if "geom" in columns:
        note_edit(layer, added=0, around=extent_of(description, public_id))
    return written


@transaction.atomic
def remove_feature(
    layer: str, public_id: int, *, by: Author, version: int | None = None, from_day: date | None = None
) -> None:
    """Remove a feature: for all days, as an error that never was so, or from a day on. The history keeps it.

    Raises:
        NotFound: E-FEATURE-01, E-LAYER-05. FeatureRefused: E-FEATURE-02, E-FEATURE-07. NotAllowed: E-ACCESS-01, -09.
    """
    writing = Writing.of(by, layer)
    description = writing.stored
    writing.demand(public_id)
    row = lock(description, public_id, from_day, version)
    sign()
    if from_day is not None and from_day != row.valid_from:
        update(description, public_id, row, {"valid_to": from_day})
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("DELETE FROM {} WHERE public_id = %s AND valid_from >= coalesce(%s::date, '-infinity')").format(
                table(layer)
            ),
            [public_id, from_day],
        )
        removed = cursor.rowcount
    note_edit(layer, added=-removed, around=None)


def _from(description: LayerDescription, public_id: int, row: Standing, columns: dict[str, Any], day: date) -> Written:
    """End the row with the day, and let a copy with the changes begin there."""
    kept = [
        name for name in (*(f.name for f in description.fields), "extra", "import_run", "geom") if name not in columns
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("SELECT {} FROM {} WHERE public_id = %s AND valid_from = coalesce(%s::date, '-infinity')").format(
                sql.SQL(", ").join(
                    sql.SQL("{}::text" if name == "extra" else "{}").format(sql.Identifier(name)) for name in kept
                ),
                table(description.name),
            ),
            [public_id, row.valid_from],
        )
        before = dict(zip(kept, cursor.fetchone(), strict=True))
    ended = update(description, public_id, row, {"valid_to": day})
    written = insert(
        description,
        {
            **before,
            **columns,
            "public_id": public_id,
            "version": ended.version + 1,
            "valid_from": day,
            "valid_to": row.valid_to,
        },
    )
    note_edit(description.name, added=1, around=None)
    return written
