"""All that an import run wrote is taken back: as new versions, so that nothing is lost, and as a run of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg2 import sql

from gis.errors import DothiError, Finding, InvalidRequest, LayerRefused, Severity
from layers.access.rights import Right
from layers.audit.services import record, sign
from layers.catalog.queries import RunFacts, get_run, layer_of
from layers.catalog.services import finish_run, let_go_of, mark_undone, open_run, summarise_layer
from layers.features.authority import Author, Writing
from layers.features.queries import extent_and_count
from layers.features.services.commune_codes import lock_features
from layers.features.tables import history_table, table


@dataclass(frozen=True)
class Undone:
    """What came of it: `run` is the undoing's own. Features that the run brought are `removed`, those that it changed
    or ended `restored`, those that it retired `returned`; `left` are those that somebody changed later."""

    run: int
    layer: str
    removed: int
    restored: int
    returned: int
    left: int


def undo_run(
    run_id: int,
    *,
    by: Author,
    keep_later: bool = False,
    job: UUID | None = None,
    before_commit: Callable[[Undone], None] = lambda undone: None,
) -> Undone:
    """Make the layer what it was before a run, but for `keep_later`: features that were changed since stay as they are.

    `job` is the job that does it, where there is one. `before_commit` is called inside the transaction, last.

    Raises:
        NotFound: E-RUN-08 no such run, E-LAYER-05 no such layer (any more). InvalidRequest: E-RUN-09 the run loaded
            nothing, is undone or is an undoing. LayerRefused: E-RUN-10 features were changed later, E-RUN-11 a rule of
            today forbids what was, E-LAYER-10 the layer was being written all the time. NotAllowed: E-ACCESS-01, -09.
    """
    run = get_run(run_id)
    if run.state != "loaded" or run.undoes is not None:
        raise InvalidRequest("E-RUN-09", run=run_id, state=run.state)
    layer_of(run)
    writing = Writing.of(by, run.layer, Right.IMPORT)
    own = open_run(run.layer, run.source, job, mode="undo", undoes=run_id)
    try:
        with transaction.atomic():
            undone = _undo(writing, run, own, keep_later)
            before_commit(undone)
    except DothiError as refused:
        finish_run(own, loaded=False, findings=[Finding(refused.code, Severity.ERROR, 1, refused.values)])
        raise
    finally:
        let_go_of([own])
    return undone


def _undo(writing: Writing, run: RunFacts, own: int, keep_later: bool) -> Undone:
    layer = run.layer
    sign()
    lock_features([table(layer)], named=layer)
    with connection.cursor() as cursor:
        work = _Undoing(cursor, writing, run.id)
        left = work.find()
        if left and not keep_later:
            raise LayerRefused("E-RUN-10", run=run.id, layer=layer, count=left)
        writing.demand_rows("SELECT public_id, valid_from FROM undone_row WHERE operation <> 'D'", placed=True)
        try:
            with transaction.atomic():
                removed, restored, returned = work.remove(), work.restore(), work.give_back()
        except IntegrityError as error:
            rule = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
            reason = rule or str(error).splitlines()[0]
            raise LayerRefused("E-RUN-11", run=run.id, layer=layer, reason=reason) from error
        writing.demand_rows("SELECT public_id, valid_from FROM undone_row WHERE operation IN ('U', 'D')", placed=True)
        cursor.execute(sql.SQL("ANALYZE {}").format(table(layer)))
        cursor.execute("DROP TABLE undone_row, later_feature")
    extent, count = extent_and_count(writing.stored)
    summarise_layer(layer, extent=extent, feature_count=count)
    details = {"run": run.id, "removed": removed, "restored": restored, "returned": returned, "left": left}
    record("import.undone", layer=layer, subject=run.source, details=details)
    mark_undone(run.id)
    findings = [Finding("W-RUN-01", Severity.WARNING, left, {"run": run.id})] if left else []
    facts = {"imported_count": restored + returned, "changed_count": restored, "retired_count": removed}
    finish_run(own, loaded=True, findings=findings, **facts)
    return Undone(own, layer, removed, restored, returned, left)


@dataclass
class _Undoing:
    cursor: CursorWrapper
    writing: Writing
    run: int

    def find(self) -> int:
        """Note what the run wrote, and say how many features of it stand otherwise by now. One that was changed and
        changed back, such as by a later run that is undone, doesn't."""
        columns = ["valid_to", "extra", "geom", *(one.name for one in self.writing.stored.fields)]
        stands, written = (
            sql.SQL(", ").join(sql.SQL("{}.{}").format(sql.SQL(alias), sql.Identifier(name)) for name in columns)
            for alias in ("t", "h")
        )
        self._do(_WRITTEN)
        self._do(_LATER, stands=stands, written=written)
        self.cursor.execute("DELETE FROM undone_row u USING later_feature l WHERE u.public_id = l.public_id")
        self.cursor.execute("SELECT count(*) FROM later_feature")
        return int(self.cursor.fetchone()[0])

    def remove(self) -> int:
        self._do(_REMOVE)
        return self.cursor.rowcount

    def restore(self) -> int:
        """What its author doesn't see stays, as whenever a version is restored."""
        names = [name for name in self._columns() if name not in self.writing.hidden]
        changes = sql.SQL(", ").join(
            sql.SQL("{} = {}").format(sql.Identifier(name), self._seen_former(name)) for name in names
        )
        self._do(_RESTORE, changes=changes, former=self._former("U"))
        return self.cursor.rowcount

    def give_back(self) -> int:
        names = self._columns()
        columns = sql.SQL(", ").join(map(sql.Identifier, names))
        values = sql.SQL(", ").join(sql.SQL("h.{}").format(sql.Identifier(name)) for name in names)
        self._do(_GIVE_BACK, columns=columns, values=values, former=self._former("D"))
        return self.cursor.rowcount

    def _columns(self) -> list[str]:
        named = [one.name for one in self.writing.stored.fields]
        return ["valid_to", "import_run", "commune_code", "extra", "geom", *named]

    def _seen_former(self, name: str) -> sql.Composable:
        communes = self.writing.partial.get(name)
        column = sql.Identifier(name)
        if communes is None:
            return sql.SQL("h.{}").format(column)
        seen = sql.SQL("CASE WHEN coalesce(t.commune_code = ANY({}::text[]), false) THEN h.{} ELSE t.{} END")
        return seen.format(sql.Literal(sorted(communes)), column, column)

    def _former(self, operation: str) -> sql.Composable:
        """The rows `h` that the run wrote over in this way, as they were."""
        history = history_table(self.writing.stored.name)
        return sql.SQL(_FORMER).format(history=history, operation=sql.Literal(operation))

    def _do(self, statement: str, **parts: sql.Composable) -> None:
        layer = self.writing.stored.name
        known = {"table": table(layer), "history": history_table(layer), "run": sql.Literal(self.run), **parts}
        self.cursor.execute(
            sql.SQL(statement).format(**{name: part for name, part in known.items() if f"{{{name}}}" in statement})
        )


# `written` is the version that the run left there: none where it removed the row.
_WRITTEN = """
CREATE TEMPORARY TABLE undone_row ON COMMIT DROP AS
SELECT public_id, valid_from, operation, version,
       CASE operation WHEN 'U' THEN version + 1 WHEN 'I' THEN version END AS written
FROM feature.run_change WHERE run = {run}
UNION ALL SELECT public_id, valid_from, 'N', 1, 1 FROM {table} WHERE import_run = {run} AND version = 1
UNION ALL SELECT DISTINCT h.public_id, h.valid_from, 'N'::char(1), 1, 1 FROM {history} h
JOIN {table} t USING (public_id) WHERE h.import_run = {run} AND h.version = 1;
ANALYZE undone_row
"""
_LATER = """
CREATE TEMPORARY TABLE later_feature ON COMMIT DROP AS
SELECT DISTINCT u.public_id FROM undone_row u
LEFT JOIN {table} t ON t.public_id = u.public_id AND t.valid_from = u.valid_from
WHERE CASE WHEN u.written IS NULL OR t.public_id IS NULL THEN (u.written IS NULL) <> (t.public_id IS NULL)
      WHEN t.version = u.written THEN false
      ELSE NOT EXISTS (SELECT FROM {history} h WHERE h.public_id = u.public_id AND h.valid_from = u.valid_from
                       AND h.version = u.written AND ROW({stands}) IS NOT DISTINCT FROM ROW({written})) END
"""
_REMOVE = """
DELETE FROM {table} t USING undone_row u
WHERE u.operation IN ('N', 'I') AND t.public_id = u.public_id AND t.valid_from = u.valid_from
"""
_FORMER = """
(SELECT DISTINCT ON (u.public_id, u.valid_from) h.* FROM undone_row u
 JOIN {history} h USING (public_id, valid_from, version)
 WHERE u.operation = {operation} ORDER BY u.public_id, u.valid_from, h.recorded_to DESC) h
"""
_RESTORE = """
UPDATE {table} t SET {changes} FROM {former} WHERE t.public_id = h.public_id AND t.valid_from = h.valid_from
"""
_GIVE_BACK = """
INSERT INTO {table} (public_id, valid_from, version, {columns})
SELECT h.public_id, h.valid_from, h.version + 1, {values} FROM {former}
"""
