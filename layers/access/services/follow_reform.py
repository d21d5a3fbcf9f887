"""Areas of memberships when communes merge, split or are renamed. What has ended keeps the codes of its time.

Where a commune goes into one other, its code is replaced: who had the part has the whole then, which the preview says.
Where it is split, a person decides which parts somebody keeps; nobody gets or loses ground by a guess.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from layers.access.events import told
from layers.access.models import Membership

Decisions = Mapping[tuple[int | None, str], Sequence[str]]
"""The codes after that somebody keeps of a split commune: by membership and code before; None for all memberships."""


@dataclass(frozen=True)
class AreaMove:
    """One membership: its areas and communes before and after, the former communes whose ground comes to it, and the
    split codes of which nobody has said what becomes of them."""

    membership: int
    user: str
    organisation: str
    role: str
    areas: Sequence[str]
    areas_after: Sequence[str]
    communes: Sequence[str]
    communes_after: Sequence[str]
    wider_by: Sequence[str]
    undecided: Sequence[str]

    @property
    def changes(self) -> bool:
        return (self.areas, self.communes) != (self.areas_after, self.communes_after)


@dataclass(frozen=True)
class Succession:
    """A reform as rights see it. `communes_after` gives the communes that a unit will have; `provinces` are those in
    which communes begin."""

    successors: Mapping[str, Sequence[str]]
    predecessors: Mapping[str, Sequence[str]]
    provinces: frozenset[str]
    communes_after: Callable[[str], Sequence[str]]
    decisions: Decisions


def area_moves(reform: Succession) -> list[AreaMove]:
    """What becomes of every membership that hasn't ended and that the reform concerns, by id."""
    concerned = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=timezone.now()),
        Q(communes__overlap=list(reform.successors)) | Q(areas__overlap=sorted(reform.provinces)),
        communes__isnull=False,
    )
    rows = concerned.select_related("user", "organisation").order_by("pk")
    return [_moved(row, reform) for row in rows]


def move_areas(moves: Sequence[AreaMove]) -> None:
    """Write what `area_moves` said, inside its transaction."""
    for move in moves:
        if move.changes:
            Membership.objects.filter(pk=move.membership).update(
                areas=list(move.areas_after), communes=list(move.communes_after)
            )
            told(
                "access.changed", move.user, membership=move.membership, role=move.role, before=list(move.areas),
                areas=list(move.areas_after), reason="units.reformed",
            )  # fmt: skip


def _moved(row: Membership, reform: Succession) -> AreaMove:
    after: list[str] = []
    undecided: list[str] = []
    for code in row.areas:
        following = reform.successors.get(code, (code,))
        if len(following) > 1:
            chosen = reform.decisions.get((row.pk, code)) or reform.decisions.get((None, code))
            if chosen is None:
                undecided.append(code)
                chosen = (code,)
            following = chosen
        after += following
    areas = sorted(dict.fromkeys(after), key=after.index)
    communes = sorted({commune for code in areas for commune in reform.communes_after(code)})
    before = sorted(row.communes or ())
    wider = {one for code in communes for one in reform.predecessors.get(code, ())} - set(before)
    return AreaMove(
        row.pk, row.user.get_username(), row.organisation.code, row.role_id, list(row.areas), areas, before, communes,
        sorted(wider), undecided,
    )  # fmt: skip
