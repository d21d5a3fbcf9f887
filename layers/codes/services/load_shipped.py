from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from layers.codes.meaning import Code, CodeList, stories
from layers.codes.models import CodeList as CodeListRow
from layers.codes.models import CodesVersion
from layers.codes.queries import stored_codes
from layers.codes.services.writing import take_turn, write_codes
from layers.codes.shipped import fingerprint, mark_of, mark_of_head, shipped_lists

HEAD = ""
"""Under which the mark of a list's titles is kept, beside the codes'."""


def load_shipped_lists() -> None:
    """Bring the lists in the database to what this version ships, but for what the city changed.

    A code that still is as it came is replaced by what now ships; one that the city corrected or removed stays so; one
    that ships no more stays. Done once for each set of files: afterwards one look at the version.
    """
    if CodesVersion.objects.filter(pk=1, shipped=fingerprint()).exists():
        return
    with transaction.atomic():
        if take_turn().shipped == fingerprint():
            return  # another process was first
        for position, shipped in enumerate(shipped_lists().values()):
            _load(shipped, position)
        CodesVersion.objects.filter(pk=1).update(shipped=fingerprint())


def _load(shipped: CodeList, position: int) -> None:
    row, created = CodeListRow.objects.get_or_create(
        name=shipped.name,
        defaults={
            "title_vi": shipped.title_vi, "title_en": shipped.title_en, "source": shipped.source, "position": position,
        },
    )  # fmt: skip
    if not created and mark_of_head(_head(row)) == row.shipped.get(HEAD):
        row.title_vi, row.title_en, row.source = shipped.title_vi, shipped.title_en, shipped.source
    stored = stored_codes(shipped.name)
    write_codes(row, _merged(shipped.codes, stored, row.shipped))
    row.shipped = {code: mark_of(story) for code, story in stories(shipped.codes).items()}
    row.shipped[HEAD] = mark_of_head(shipped)
    row.save()


def _merged(shipped: Sequence[Code], stored: Sequence[Code], before: dict[str, str]) -> list[Code]:
    """In the order of the file; what ships no more and what the city added come after it."""
    there, ships = stories(stored), stories(shipped)
    merged: dict[str, tuple[Code, ...]] = {}
    for code, story in ships.items():
        if code not in there:
            if code not in before:
                merged[code] = story
        else:
            untouched = mark_of(there[code]) == before.get(code)
            merged[code] = story if untouched else there[code]
    merged |= {code: story for code, story in there.items() if code not in ships}
    codes = [code for story in merged.values() for code in story]
    return [_without_lost(code, merged) for code in codes]


def _without_lost(code: Code, merged: dict[str, tuple[Code, ...]]) -> Code:
    """A successor that the city removed can't be led to."""
    kept = tuple(one for one in code.successors if one.code in merged)
    return code if kept == code.successors else replace(code, successors=kept)


def _head(row: CodeListRow) -> CodeList:
    return CodeList(row.name, row.title_vi, row.title_en, row.source, ())
