"""Whether somebody may write a feature, and which of its fields: asked by every service that writes one.

Who can't see a field can't set it, and what it holds stays; who can't see a feature is told that there is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Final, Literal

from django.db import connection
from psycopg2 import sql

from gis.errors import NotFound
from layers.access.errors import NotAllowed
from layers.access.grants import Communes
from layers.access.rights import Right
from layers.access.seen import SeenLayer
from layers.access.view import View
from layers.catalog.description import LayerDescription
from layers.catalog.queries import stored_description
from layers.features.queries.seen_rows import seen_rows
from layers.features.tables import history_table, table


class Operator(Enum):
    """Who works at the machine itself, by the command line or a program: nothing is kept from them."""

    OPERATOR = "operator"


OPERATOR: Final = Operator.OPERATOR
Author = View | Literal[Operator.OPERATOR]


@dataclass(frozen=True)
class Writing:
    """A layer as its author may write it: `stored` as it is in the database now, `known` with the fields that the
    author knows of, `place` where features may be written (None: everywhere), `seen` as its rows are seen (None:
    all)."""

    stored: LayerDescription
    known: LayerDescription
    place: Communes
    seen: SeenLayer | None

    @classmethod
    def of(cls, by: Author, layer: str, right: Right = Right.EDIT) -> "Writing":
        """Raises:
        NotFound: E-LAYER-05 where the author may know of no such layer. NotAllowed: E-ACCESS-01.
        """
        if by is OPERATOR:
            stored = stored_description(layer)
            return cls(stored, stored, None, None)
        place, seen, stored = by.demand(right, layer), by.layer(layer), stored_description(layer)
        targets = {one.name: one.target for one in seen.fields}
        fields = tuple(replace(one, target=targets[one.name]) for one in stored.fields if one.name in targets)
        known = replace(stored, fields=fields)
        return cls(stored, known, place, seen)

    @classmethod
    def of_made(cls, by: Author, layer: LayerDescription) -> "Writing":
        """Of a layer that its author makes just now: all of it is seen, and it may be written where they may import.

        Raises:
            NotAllowed: E-ACCESS-01.
        """
        return cls(layer, layer, None if by is OPERATOR else by.demand_described(Right.IMPORT, layer), None)

    @property
    def hidden(self) -> frozenset[str]:
        """The fields that the author doesn't know of."""
        return frozenset(one.name for one in self.stored.fields) - frozenset(one.name for one in self.known.fields)

    @property
    def speaking(self) -> LayerDescription:
        """The layer as it is stored, but that its refusals name no key field which the author doesn't know of."""
        hidden = self.hidden
        return replace(self.stored, key_fields=tuple(name for name in self.stored.key_fields if name not in hidden))

    @property
    def partial(self) -> Mapping[str, frozenset[str]]:
        """The fields that the author sees in some communes alone."""
        return {} if self.seen is None else self.seen.rows.partial

    def demand_new(self) -> None:
        """Raises NotAllowed (E-ACCESS-01) where a new feature needs what its author may not know of."""
        if any(one.required and one.default is None and one.name in self.hidden for one in self.stored.fields):
            raise self._refusal("E-ACCESS-01")

    def demand(self, public_id: int, fields: frozenset[str] = frozenset()) -> None:
        """That the feature, in all its recorded rows, is seen as it is, lies where its author may write, and that these
        fields of it are seen. Asked before a change, and after it of what has become of it.

        Raises:
            NotFound: E-FEATURE-01 where the author sees no such feature. NotAllowed: E-ACCESS-09 where it lies
                elsewhere, or is shown to the author with less than it is.
        """
        if self.seen is None:
            return
        partial = {name: communes for name, communes in self.seen.rows.partial.items() if name in fields}
        with connection.cursor() as cursor:
            # Locked first, so that it stays where it is until the change is made.
            lock = sql.SQL("SELECT FROM {} WHERE public_id = %s FOR UPDATE").format(table(self.stored.name))
            cursor.execute(lock, [public_id])
            cursor.execute(
                sql.SQL(
                    "SELECT (SELECT count(*) FROM {all} t WHERE t.public_id = %(id)s),"
                    " (SELECT count(*) FROM {seen} t WHERE t.public_id = %(id)s),"
                    " (SELECT array_agg(t.commune_code) FROM {clear} t WHERE t.public_id = %(id)s)"
                ).format(
                    all=table(self.stored.name),
                    seen=seen_rows(self.seen, table(self.stored.name)),
                    clear=seen_rows(_clear(self.seen), table(self.stored.name)),
                ),
                {"id": public_id},
            )
            rows, seen, communes = cursor.fetchone()
        if not seen:
            raise NotFound("E-FEATURE-01", layer=self.stored.name, id=public_id)
        places = [place for place in (self.place, *partial.values()) if place is not None]
        if len(communes or ()) < rows or any(code not in place for place in places for code in communes):
            raise self._refusal("E-ACCESS-09")

    def may_restore(self, public_id: int, recorded_from: datetime, version: int | None) -> bool:
        """Whether the author sees what was recorded of a feature from a time on, as it was, and what stands of it now.

        Raises:
            NotAllowed: E-ACCESS-09 where what stands lies elsewhere.
        """
        if self.seen is None:
            return True
        asked = sql.SQL(
            "SELECT EXISTS (SELECT FROM {} WHERE public_id = %(id)s),"
            " EXISTS (SELECT FROM {} t WHERE t.public_id = %(id)s AND t.recorded_from = %(at)s"
            " AND t.version = coalesce(%(version)s::int, t.version))"
        ).format(table(self.stored.name), seen_rows(_clear(self.seen), history_table(self.stored.name)))
        with connection.cursor() as cursor:
            cursor.execute(asked, {"id": public_id, "at": recorded_from, "version": version})
            stands, seen = cursor.fetchone()
        if stands:
            try:
                self.demand(public_id)
            except NotFound:
                return False
        return bool(seen)

    def veiled(self, public_id: int) -> frozenset[str]:
        """The fields that its author sees of other features and not of this one."""
        if self.seen is None or not self.seen.rows.partial:
            return frozenset()
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL("SELECT commune_code FROM {} WHERE public_id = %s").format(table(self.stored.name)), [public_id]
            )
            communes = {code for (code,) in cursor.fetchall()}
        return frozenset(name for name, seen in self.seen.rows.partial.items() if not communes <= seen)

    def demand_written(self, public_id: int, veiled: frozenset[str] = frozenset()) -> None:
        """The same of what has just been written, which may lie out of its author's sight. Fields that were `veiled`
        before stay so, or hold nothing: nobody moves a feature to read whose it is."""
        try:
            self.demand(public_id)
        except NotFound:
            raise self._refusal("E-ACCESS-09") from None
        bared = veiled - self.veiled(public_id)
        if bared and self._holds(public_id, bared):
            raise self._refusal("E-ACCESS-09")

    def _holds(self, public_id: int, fields: frozenset[str]) -> bool:
        """Whether one of the fields has a value."""
        columns = sql.SQL(", ").join(map(sql.Identifier, sorted(fields)))
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL("SELECT EXISTS (SELECT FROM {} WHERE public_id = %s AND num_nonnulls({}) > 0)").format(
                    table(self.stored.name), columns
                ),
                [public_id],
            )
            return bool(cursor.fetchone()[0])

    def demand_rows(self, chosen: str, *, placed: bool, right: Right = Right.IMPORT) -> None:
        """That all rows (public_id, valid_from) which this SQL chooses are seen as they are and, with `placed`, lie
        where their author may write. Features that aren't seen are refused alike: a match would tell of them.

        Raises:
            NotAllowed: E-ACCESS-09.
        """
        if self.seen is None or (self.place is None and self.seen.rows.is_plain):
            return
        here: sql.Composable = sql.SQL("true")
        if placed and self.place is not None:
            here = sql.SQL("coalesce(s.commune_code = ANY({}::text[]), false)").format(sql.Literal(sorted(self.place)))
        asked = sql.SQL(
            "SELECT EXISTS (SELECT FROM ({chosen}) c JOIN {all} t USING (public_id, valid_from)"
            " LEFT JOIN {clear} s USING (public_id, valid_from) WHERE s.public_id IS NULL OR NOT {here})"
        ).format(
            chosen=sql.SQL(chosen),
            all=table(self.stored.name),
            clear=seen_rows(_clear(self.seen), table(self.stored.name)),
            here=here,
        )
        with connection.cursor() as cursor:
            cursor.execute(asked)
            if cursor.fetchone()[0]:
                raise NotAllowed("E-ACCESS-09", right=str(right), layer=self.stored.name)

    def demand_nothing_bared(self) -> None:
        """That no feature named in the temporary table `feature_change` (public_id, commune_code as it was) came to
        where its author sees a field of it that was veiled and holds something.

        Raises:
            NotAllowed: E-ACCESS-09.
        """
        for name, communes in self.partial.items():
            asked = sql.SQL(
                "SELECT EXISTS (SELECT FROM feature_change c JOIN {} t USING (public_id) WHERE t.{} IS NOT NULL"
                " AND NOT coalesce(c.commune_code = ANY(%(seen)s), false)"
                " AND coalesce(t.commune_code = ANY(%(seen)s), false))"
            ).format(table(self.stored.name), sql.Identifier(name))
            with connection.cursor() as cursor:
                cursor.execute(asked, {"seen": sorted(communes)})
                if cursor.fetchone()[0]:
                    raise NotAllowed("E-ACCESS-09", right=str(Right.IMPORT), layer=self.stored.name)

    @classmethod
    def demand_all_written(cls, by: Author, layer: LayerDescription, run: int | None) -> None:
        """That all features which this import wrote (run None: a trial of one) lie where their author may import.

        Raises:
            NotAllowed: E-ACCESS-09.
        """
        place = None if by is OPERATOR else by.demand_described(Right.IMPORT, layer)
        if place is None:
            return
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL(
                    "SELECT EXISTS (SELECT FROM {} WHERE recorded_from >= now() AND import_run IS NOT DISTINCT FROM %s"
                    " AND NOT coalesce(commune_code = ANY(%s), false))"
                ).format(table(layer.name)),
                [run, sorted(place)],
            )
            outside = cursor.fetchone()[0]
        if outside:
            raise NotAllowed("E-ACCESS-09", right=str(Right.IMPORT), layer=layer.name)

    def _refusal(self, code: str) -> NotAllowed:
        return NotAllowed(code, right=str(Right.EDIT), layer=self.stored.name)


def demand_new_layer(by: Author, layer: LayerDescription) -> None:
    """That somebody may make a layer like this one.

    Raises:
        NotAllowed: E-ACCESS-01.
    """
    if by is not OPERATOR:
        by.demand_described(Right.ADMINISTER, layer)


def _clear(seen: SeenLayer) -> SeenLayer:
    """With the rows alone that are seen as they are."""
    areas = tuple(replace(area, grid=None) for area in seen.rows.withheld)
    return replace(seen, rows=replace(seen.rows, withheld=areas))
