"""Writes a list's codes; the services say which."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import F

from layers.codes.meaning import Code, stories
from layers.codes.models import Code as CodeRow
from layers.codes.models import CodeList as CodeListRow
from layers.codes.models import CodeSuccessor, CodesVersion
from layers.codes.queries import forget
from layers.codes.soundness import check_codes, successor_of

COLUMNS = ("code", "title_vi", "title_en", "group", "colour", "valid_from", "valid_to", "source", "note")


def write_codes(row: CodeListRow, codes: Sequence[Code]) -> None:
    """Let the list hold these codes in this order and no others; meanings that stay keep their rows.

    Runs in the transaction of a caller that took its turn.

    Raises:
        CodesRefused: E-CODE-08, E-CODE-10, see `check_codes`.
    """
    check_codes(row.name, codes)
    stored = {(found.code, found.valid_from): found for found in row.codes.all()}
    written: list[CodeRow] = []
    for position, code in enumerate(codes):
        found = stored.pop((code.code, code.valid_from), None) or CodeRow(list=row)
        for column in COLUMNS:
            setattr(found, column, getattr(code, column))
        found.position = position
        written.append(found)
    with connection.cursor() as cursor:  # a span may grow before its neighbour shrinks
        cursor.execute("SET CONSTRAINTS code_once_a_day, code_one_meaning DEFERRED")
        CodeRow.objects.filter(pk__in=[gone.pk for gone in stored.values()]).delete()
        CodeRow.objects.bulk_update([one for one in written if one.pk], [*COLUMNS, "position"])
        CodeRow.objects.bulk_create([one for one in written if not one.pk])
        cursor.execute("SET CONSTRAINTS code_once_a_day, code_one_meaning IMMEDIATE")
    _write_links(row, codes, written)
    raise_version()


def _write_links(row: CodeListRow, codes: Sequence[Code], written: Sequence[CodeRow]) -> None:
    told = stories(codes)
    row_of = {(one.code, one.valid_from): one for one in written}
    CodeSuccessor.objects.filter(predecessor__list=row).delete()
    CodeSuccessor.objects.bulk_create(
        CodeSuccessor(
            predecessor=row_of[code.code, code.valid_from],
            successor=row_of[to.code, to.valid_from],
            source=successor.source,
            position=position,
        )
        for code in codes
        for position, successor in enumerate(code.successors)
        for to in [successor_of(code, told[successor.code])]
    )


def take_turn() -> CodesVersion:
    """Wait until nobody else changes lists, and keep others waiting until the surrounding transaction ends."""
    CodesVersion.objects.get_or_create(pk=1)
    return CodesVersion.objects.select_for_update().get(pk=1)


def raise_version() -> None:
    """Tell every worker that a list changed; takes effect with the surrounding transaction."""
    CodesVersion.objects.filter(pk=1).update(number=F("number") + 1)
    forget()
