from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from psycopg2 import sql

from gis.errors import InvalidRequest
from layers.access.services.follow_reform import Decisions
from layers.administration.followers import FOLLOWERS
from layers.administration.models import Succession, SuccessorLink, Unit
from layers.administration.outlines import (
    NewOutline,
    communes_layer,
    outlines_layer,
    read_outlines,
    replace_outlines,
)
from layers.administration.queries.gazetteer import forget, gazetteer
from layers.administration.queries.units import Level
from layers.administration.reform import Links
from layers.administration.reform_document import reform_document
from layers.administration.reform_rules import named, standing
from layers.administration.services.preview_reform import NOTHING_DECIDED, preview_reform
from layers.administration.staging import staged
from layers.audit.services import record, sign
from layers.features.services.ddl import run_ddl
from layers.features.tables import table


@dataclass(frozen=True)
class AppliedReform:
    """A reform that was carried out, with its preview's document; `again`: it had been before, and nothing was done."""

    token: str
    valid_from: date
    applied_at: datetime
    document: Mapping[str, Any]
    again: bool = False


def apply_reform(token: str, links: Links, outlines: str, areas: Decisions = NOTHING_DECIDED) -> AppliedReform:
    """Do what `preview_reform` said under this token, all of it or nothing; a second time nothing more is done.

    Communes that end are closed and linked to what follows, the outlines in `communes` are replaced (what stood before
    stays readable by day and by recording time), and stored codes and areas of rights move. A moved code is no edit of
    a feature: its version, recording time, history and geometry stay as they are. Writers wait meanwhile, readers
    don't.

    Raises:
        InvalidRequest: E-UNIT-18 the day hasn't come, E-UNIT-19 the data, the links or what is decided are
            others than those previewed, E-UNIT-21 a split commune in which people have rights isn't decided on.
        NotFound, InvalidRequest, LayerRefused: as `preview_reform`; E-LAYER-10 tables were in use all the time.
    """
    done = _done(token)
    if done:
        return done
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s > CURRENT_DATE", [links.valid_from])
        if cursor.fetchone()[0]:
            raise InvalidRequest("E-UNIT-18", day=links.valid_from.isoformat())
    with transaction.atomic():
        _lock(outlines)
        forget()
        done = _done(token)  # another may have applied it while this one waited
        if done:
            return done
        preview = preview_reform(links, outlines, areas)
        if preview.token != token:
            raise InvalidRequest("E-UNIT-19", token=token[:64])
        if preview.undecided:
            raise InvalidRequest("E-UNIT-21", codes=named(preview.undecided))
        described = outlines_layer(outlines)
        new = read_outlines(described, links.valid_from)
        sign()
        with staged(links, described, areas) as reform:
            for follower in FOLLOWERS:
                follower.move(reform)
            replace_outlines(reform)
        _replace_units(links, new, source=f"{links.valid_from}, {outlines}")
        document = reform_document(preview)
        row = Succession.objects.create(
            token=token, valid_from=links.valid_from, links=document["links"], moved=document
        )
        details = {"token": token, "day": links.valid_from, "pairs": len(links.pairs)}
        record("units.reformed", layer=communes_layer().name, subject=outlines, details=details)
        forget()
        transaction.on_commit(forget)  # what others read meanwhile was of before
    return AppliedReform(token, row.valid_from, row.applied_at, document)


def _done(token: str) -> AppliedReform | None:
    row = Succession.objects.filter(token=token).first()
    return AppliedReform(token, row.valid_from, row.applied_at, row.moved, again=True) if row else None


def _lock(outlines: str) -> None:
    """Everything that is read or written, against writers; and `communes` also against those that write by it."""
    relations: Sequence[sql.Identifier] = [
        sql.Identifier(Unit._meta.db_table),
        sql.Identifier(SuccessorLink._meta.db_table),
        sql.Identifier(Succession._meta.db_table),
        table(outlines_layer(outlines).name),
        *(relation for follower in FOLLOWERS for relation in follower.tables()),
    ]
    lock = sql.SQL("LOCK TABLE {} IN {} MODE")
    run_ddl(
        [
            lock.format(table(communes_layer().name), sql.SQL("EXCLUSIVE")),
            lock.format(sql.SQL(", ").join(relations), sql.SQL("SHARE ROW EXCLUSIVE")),
        ],
        named=communes_layer().name,
    )


def _replace_units(links: Links, new: Sequence[NewOutline], source: str) -> None:
    """Close the units that end, add those that begin, and link them."""
    known = gazetteer()
    ending = [entry.id for code in links.successors if (entry := standing(code, links, known))]
    Unit.objects.filter(pk__in=ending).update(valid_to=links.valid_from)
    with connection.cursor() as cursor:
        cursor.execute(
            _ADD,
            {
                "level": str(Level.COMMUNE),
                "day": links.valid_from,
                "source": source[:200],
                **{
                    column: [getattr(one, column) for one in new]
                    for column in ("code", "name", "full_name", "kind", "province_code")
                },
            },
        )
        cursor.execute(
            _LINK,
            {
                "ending": ending,
                "day": links.valid_from,
                "before": [before for before, _after in links.pairs],
                "after": [after for _before, after in links.pairs],
            },
        )


_ADD = """
INSERT INTO administration_unit (code, level, kind, name, full_name, parent_code, valid_from, source, folded)
SELECT code, %(level)s, kind, name, full_name, province_code, %(day)s, %(source)s, search.fold(search.proper(full_name))
FROM unnest(%(code)s::text[], %(name)s::text[], %(full_name)s::text[], %(kind)s::text[], %(province_code)s::text[])
     u (code, name, full_name, kind, province_code)
ORDER BY code
"""
_LINK = """
INSERT INTO administration_successorlink (predecessor_id, successor_id)
SELECT f.id, t.id FROM unnest(%(before)s::text[], %(after)s::text[]) l (before, after)
JOIN administration_unit f ON f.code = l.before AND f.id = ANY(%(ending)s)
JOIN administration_unit t ON t.code = l.after AND t.valid_from = %(day)s
"""
