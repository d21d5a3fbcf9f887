"""The columns of a source beside those of a layer, as SQL over `s` (staged) and `t` (standing): whether a row differs,
and what it becomes.

What the source doesn't have stays as it is, and so does what its author may not see: neither is compared, so that
nobody learns it by trying.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from psycopg2 import sql

from layers.features.authority import Writing

_OWN = ("import_run", "geom", "commune_code", "extra")
_EXTRA = "nullif(coalesce(t.extra, '{{}}') - {columns}::text[] || coalesce({given}, '{{}}'), '{{}}')"
"""What the source's columns say anew, beside what others said."""
_EXTRA_OF_SOURCE = (
    "CASE WHEN t.extra IS NOT NULL THEN (SELECT jsonb_object_agg(e.key, e.value) FROM jsonb_each(t.extra) e"
    " WHERE e.key = ANY({columns}::text[])) END"
)


@dataclass(frozen=True)
class Compared:
    """`names` are the columns of the layer's table that the source fills, `columns` the source's by their own names."""

    writing: Writing
    names: Sequence[str]
    columns: Sequence[str]

    @property
    def fields(self) -> list[str]:
        """Those that its author knows of."""
        return [name for name in self.names if name not in _OWN and name not in self.writing.hidden]

    def differs(self) -> sql.Composable:
        """Whether a row says otherwise than the feature does; of geometry every bit counts."""
        parts: list[sql.Composable] = [sql.SQL("NOT t.geom = s.geom")]
        parts += [_is(name, self._value(name)) for name in self.fields]
        parts.append(sql.SQL("(t.extra IS NOT NULL OR {} IS NOT NULL) AND {}").format(self._given, self._extra_differs))
        return sql.SQL(" OR ").join(sql.SQL("({})").format(part) for part in parts)

    def whole(self) -> tuple[sql.Composable, sql.Composable]:
        """A row of the source, and the same of a feature, as values that are equal where the row says the same."""
        seen = [name for name in self.fields if name not in self.writing.partial]
        sides = []
        for alias, extra in (("s", self._given), ("t", self._extra_of_source)):
            columns = [_column(alias, name) for name in [*seen, "geom"]]
            sides.append(sql.SQL("md5(ROW({}, {})::text)").format(sql.SQL(", ").join(columns), extra))
        return sides[0], sides[1]

    def changes(self) -> sql.Composable:
        """`column = expression, …`. The commune is another only where the geometry is."""
        parts = [sql.SQL("{} = {}").format(sql.Identifier(name), value) for name, value in self._changed().items()]
        return sql.SQL(", ").join(parts)

    def copied(self) -> tuple[sql.Composable, sql.Composable]:
        """Columns and expressions of a row that begins where `t` ends: all that the layer has, changed as above."""
        changed = self._changed()
        names = [*_OWN, *(one.name for one in self.writing.stored.fields)]
        values = [changed.get(name, _column("t", name)) for name in names]
        return sql.SQL(", ").join(map(sql.Identifier, names)), sql.SQL(", ").join(values)

    def _changed(self) -> dict[str, sql.Composable]:
        changed = {"import_run": _column("s", "import_run"), "geom": _column("s", "geom"), "extra": self._extra}
        if "commune_code" in self.names:
            same = "CASE WHEN t.geom = s.geom THEN t.commune_code ELSE s.commune_code END"
            changed["commune_code"] = sql.SQL(same)
        return changed | {name: self._value(name) for name in self.fields}

    def _value(self, name: str) -> sql.Composable:
        """The source's; the feature's own where it lies in a commune in which its author doesn't see the field."""
        communes = self.writing.partial.get(name)
        if communes is None:
            return _column("s", name)
        seen = sql.SQL("CASE WHEN coalesce(t.commune_code = ANY({}::text[]), false) THEN {} ELSE {} END")
        return seen.format(sql.Literal(sorted(communes)), _column("s", name), _column("t", name))

    @property
    def _given(self) -> sql.Composable:
        return sql.SQL("s.extra" if "extra" in self.names else "NULL::jsonb")

    @property
    def _extra(self) -> sql.Composable:
        return sql.SQL(_EXTRA).format(columns=sql.Literal(list(self.columns)), given=self._given)

    @property
    def _extra_of_source(self) -> sql.Composable:
        return sql.SQL(_EXTRA_OF_SOURCE).format(columns=sql.Literal(list(self.columns)))

    @property
    def _extra_differs(self) -> sql.Composable:
        return sql.SQL("t.extra IS DISTINCT FROM {}").format(self._extra)


def _column(alias: str, name: str) -> sql.Composable:
    return sql.SQL("{}.{}").format(sql.SQL(alias), sql.Identifier(name))


def _is(name: str, value: sql.Composable) -> sql.Composable:
    return sql.SQL("{} IS DISTINCT FROM {}").format(_column("t", name), value)
