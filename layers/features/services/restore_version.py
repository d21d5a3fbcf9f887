"""A former version of a feature becomes the present one again: as a new version, so that nothing is undone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from psycopg2 import sql

from gis.errors import LayerRefused, NotFound
from layers.audit.services import record, sign
from layers.catalog.services import note_edit
from layers.features.authority import Author, Writing
from layers.features.queries.extent import extent_of
from layers.features.tables import history_table, table


def restore_version(
    layer: str, public_id: int, recorded_from: datetime, version: int | None = None, *, by: Author
) -> int:
    """Write what was recorded of the feature from that time on again, and return the new version's number.

    All fields come back that their author sees, and the geometry and days of validity; so does a deleted feature, whole
    and under its own id. A change from a day on records two versions at once: `version` says which is meant, the later
    one unless said.

    Raises:
        NotFound: E-HISTORY-01 where nothing was recorded then. LayerRefused: E-HISTORY-02 the version breaks a rule
            of today, such as a unique key that another feature has taken. NotAllowed: E-ACCESS-01, -09.
    """
    writing = Writing.of(by, layer)
    description = writing.stored
    places = ["valid_from", "valid_to", "import_run", "commune_code", "extra", "geom"]
    whole = [*places, *(one.name for one in description.fields)]
    values: dict[str, Any] = {"id": public_id, "at": recorded_from, "version": version}
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            sign()
            if not writing.may_restore(public_id, recorded_from, version):
                raise NotFound("E-HISTORY-01", layer=layer, id=public_id, at=recorded_from.isoformat())
            veiled = writing.veiled(public_id)
            kept = writing.hidden | veiled
            cursor.execute(_statement(_UPDATE, layer, [name for name in whole if name not in kept]), values)
            found = cursor.fetchone()
            if found is None:
                cursor.execute(_statement(_INSERT, layer, whole), values)
                found = cursor.fetchone()
                if found is not None:
                    note_edit(layer, added=1, around=extent_of(description, public_id))
            if found is not None:
                writing.demand_written(public_id, veiled)
                details = {"recorded_from": recorded_from, "version": found[0]}
                record("feature.restored", layer=layer, ids=[public_id], details=details)
    except IntegrityError as error:
        reason = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or str(error).splitlines()[0]
        raise LayerRefused("E-HISTORY-02", layer=layer, id=public_id, reason=reason) from error
    if found is None:
        raise NotFound("E-HISTORY-01", layer=layer, id=public_id, at=recorded_from.isoformat())
    return int(found[0])


def _statement(statement: str, layer: str, names: Sequence[str]) -> sql.Composable:
    return sql.SQL(statement).format(
        table=table(layer),
        history=history_table(layer),
        columns=sql.SQL(", ").join(map(sql.Identifier, names)),
        former=sql.SQL(", ").join(sql.SQL("h.{}").format(sql.Identifier(name)) for name in names),
    )


# Taken over is the row that stands for the same days, else any that stands.
_UPDATE = """
WITH h AS (SELECT * FROM {history} WHERE public_id = %(id)s AND recorded_from = %(at)s
    AND version = coalesce(%(version)s::int, version) ORDER BY version DESC LIMIT 1),
standing AS (
    SELECT t.valid_from FROM {table} t, h WHERE t.public_id = %(id)s ORDER BY t.valid_from <> h.valid_from LIMIT 1
)
UPDATE {table} t SET ({columns}) = (SELECT {former} FROM h)
WHERE t.public_id = %(id)s AND t.valid_from = (SELECT valid_from FROM standing) RETURNING t.version
"""
_INSERT = """
WITH h AS (SELECT * FROM {history} WHERE public_id = %(id)s AND recorded_from = %(at)s
    AND version = coalesce(%(version)s::int, version) ORDER BY version DESC LIMIT 1)
INSERT INTO {table} (public_id, version, {columns})
SELECT h.public_id, (SELECT max(version) + 1 FROM {history} WHERE public_id = %(id)s), {former} FROM h
WHERE NOT EXISTS (SELECT FROM {table} WHERE public_id = %(id)s) RETURNING version
"""
