import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.db import transaction
from django.db.models import Max

from gis.errors import CodesRefused
from layers.audit.services import record
from layers.codes import use
from layers.codes.meaning import Code, stories
from layers.codes.models import CodeList as CodeListRow
from layers.codes.queries import stored_codes
from layers.codes.services.writing import raise_version, take_turn, write_codes
from layers.codes.soundness import check_codes
from layers.codes.table import read_table

KINDS = ("added", "changed", "removed")
NAMED = 100
"""Codes of each kind that the audit log names."""
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True)
class CodeChange:
    """What becomes of one code: every meaning it had and will have."""

    kind: Literal["added", "changed", "removed"]
    code: str
    before: Sequence[Code]
    after: Sequence[Code]


@dataclass(frozen=True)
class ListChanges:
    """What an import does to a list: `changes`, the number of codes that the file says as they are, and the codes that
    it doesn't name and that stay."""

    list: str
    created: bool
    changes: Sequence[CodeChange]
    unchanged: int
    kept: Sequence[str]


@transaction.atomic
def import_list(
    content: bytes,
    name: str,
    *,
    title_vi: str = "",
    title_en: str = "",
    source: str = "",
    replace: bool = False,
    dry_run: bool = False,
) -> ListChanges:
    """Make a list from a table, or correct the list of that name, and say what changes. `dry_run` only says it.

    The table says all meanings of every code that it names. Other codes stay, behind those of the table; with `replace`
    they go, unless features have them. Titles and source of the list change where they are given.

    Raises:
        CodesRefused: E-CODE-04 to 07 and 09, see `read_table`; E-CODE-08 and 10, see `check_codes`; E-CODE-11 codes
            that would go are in use; E-CODE-12 a name that can't be a list's. Nothing is changed then.
    """
    told = read_table(content, name)
    take_turn()
    row = CodeListRow.objects.filter(name=name).first()
    if row is None and not _NAME.fullmatch(name):
        raise CodesRefused("E-CODE-12", name=name[:80])
    before = stored_codes(name) if row else ()
    named = {code.code for code in told}
    others = [code for code in before if code.code not in named]
    after = told if replace else (*told, *others)
    check_codes(name, after)
    if replace:
        _refuse_loss(name, others)
    changes = ListChanges(
        list=name,
        created=row is None,
        changes=_changes(before, after),
        unchanged=sum(stories(before).get(code) == story for code, story in stories(told).items()),
        kept=[] if replace else list(stories(others)),
    )
    if not dry_run:
        _write(row or _new(name), (title_vi, title_en, source), before, after)
        details = {kind: [one.code for one in changes.changes if one.kind == kind][:NAMED] for kind in KINDS}
        record("codes.changed", subject=name, details={kind: codes for kind, codes in details.items() if codes})
    return changes


def _refuse_loss(name: str, going: Sequence[Code]) -> None:
    used = use.layers_with(name, {code.code for code in going}) if going else {}
    if used:
        said = ", ".join(f"{code} ({', '.join(layers)})" for code, layers in list(used.items())[:12])
        raise CodesRefused("E-CODE-11", list=name, codes=said)


def _changes(before: Sequence[Code], after: Sequence[Code]) -> list[CodeChange]:
    old, new = stories(before), stories(after)
    found = [
        CodeChange("changed" if code in old else "added", code, old.get(code, ()), story)
        for code, story in new.items()
        if old.get(code) != story
    ]
    return found + [CodeChange("removed", code, story, ()) for code, story in old.items() if code not in new]


def _write(row: CodeListRow, head: tuple[str, str, str], before: Sequence[Code], after: Sequence[Code]) -> None:
    given = {column: text for column, text in zip(("title_vi", "title_en", "source"), head, strict=True) if text}
    if row.pk is None or any(getattr(row, column) != text for column, text in given.items()):
        for column, text in given.items():
            setattr(row, column, text)
        row.title_vi, row.title_en = row.title_vi or row.name, row.title_en or row.title_vi or row.name
        row.save()
        raise_version()
    if tuple(before) != tuple(after):
        row.save(update_fields=["changed_at"])
        write_codes(row, after)


def _new(name: str) -> CodeListRow:
    last = CodeListRow.objects.aggregate(last=Max("position"))["last"]
    return CodeListRow(name=name, position=0 if last is None else last + 1)
