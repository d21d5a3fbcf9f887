"""Every look at personal data is recorded before the data leaves (Law 91/2025, Decree 356/2025)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from layers.access.seen import SeenLayer
from layers.audit.services import looked, record_apart

AT_ONCE = 1000
"""Features of a stream that are recorded together."""


def record_look(seen: SeenLayer, features: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    """Features by id with the values that are about to be given out: recorded are those with any personal one."""
    personal = seen.personal_fields
    if not personal:
        return
    shown = [(id_, [name for name in personal if values.get(name) is not None]) for id_, values in features]
    looked(
        seen.name,
        [id_ for id_, names in shown if names],
        [name for name in personal if any(name in names for _, names in shown)],
    )


def record_looks(seen: SeenLayer, shown: Mapping[str, Sequence[int] | None]) -> None:
    """By personal field, the features that are about to be given out with a value of it."""
    ids = sorted({id_ for found in shown.values() for id_ in found or ()})
    looked(seen.name, ids, [name for name, found in shown.items() if found])


def record_question(seen: SeenLayer, asked: Iterable[str]) -> None:
    """Fields by which features were chosen: how many have a value, or that none has, tells of people too."""
    personal = set(seen.personal_fields)
    fields = [name for name in asked if name in personal]
    if fields:
        record_apart("personal.seen", layer=seen.name, fields=fields, details={"chosen_by": fields})


def recorded(seen: SeenLayer, features: Iterable[tuple[int, Mapping[str, Any], str]]) -> Iterator[str]:
    """The texts of a stream of features, in pieces that have been recorded before they pass."""
    piece: list[tuple[int, Mapping[str, Any], str]] = []
    for one in features:
        piece.append(one)
        if len(piece) == AT_ONCE:
            yield from _passed(seen, piece)
            piece = []
    yield from _passed(seen, piece)


def _passed(seen: SeenLayer, piece: list[tuple[int, Mapping[str, Any], str]]) -> Iterator[str]:
    record_look(seen, [(id_, values) for id_, values, _ in piece])
    yield from (text for _, _, text in piece)
