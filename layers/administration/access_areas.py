"""Areas of memberships: they follow a reform with what is stored under its codes."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence

from psycopg2 import sql

from gis.errors import InvalidRequest
from layers.access.services.follow_reform import AreaMove, Succession, area_moves, move_areas
from layers.administration.areas import communes_of_unit
from layers.administration.outlines import NewOutline, read_outlines
from layers.administration.reform import Move, Moves, Reform

PLACE = "memberships"


class AccessAreas:
    """The areas of memberships that haven't ended. Withheld areas have shapes of their own and don't move."""

    def tables(self) -> Sequence[sql.Identifier]:
        return [sql.Identifier("access_membership")]

    def preview(self, reform: Reform) -> Sequence[Moves]:
        """Raises InvalidRequest E-UNIT-22: what is decided of a split isn't possible."""
        moves = _moves(reform)
        if not moves:
            return []
        counts: Counter[tuple[str, str]] = Counter()
        for move in moves:
            for before in move.communes:
                for after in reform.links.successors.get(before, ()):
                    if after != before and after in move.communes_after:
                        counts[before, after] += 1
        counted = [Move(before, after, count) for (before, after), count in sorted(counts.items())]
        details = [_detail(move) for move in moves]
        state = hashlib.sha256(json.dumps(details, sort_keys=True).encode()).hexdigest()
        undecided = sorted({code for move in moves for code in move.undecided})
        return [Moves(PLACE, counted, int(state[:15], 16), details=details, undecided=undecided)]

    def move(self, reform: Reform) -> None:
        move_areas(_moves(reform))


def _moves(reform: Reform) -> list[AreaMove]:
    new = read_outlines(reform.outlines, reform.links.valid_from)
    moves = area_moves(
        Succession(
            reform.links.successors, reform.links.predecessors, frozenset(one.province_code for one in new),
            _communes_after(reform, new), reform.areas,
        )
    )  # fmt: skip
    _check_decisions(reform, {move.membership: move for move in moves})
    return [move for move in moves if move.changes or move.wider_by or move.undecided]


def _communes_after(reform: Reform, new: Sequence[NewOutline]) -> Callable[[str], Sequence[str]]:
    """The communes that a unit will have: those of today but for what ends, and what begins in it."""

    def communes(code: str) -> Sequence[str]:
        if len(code) == len("26041"):
            return [code]
        staying = set(communes_of_unit(code)) - set(reform.links.successors)
        return sorted(staying | {one.code for one in new if one.province_code == code})

    return communes


def _check_decisions(reform: Reform, moves: dict[int, AreaMove]) -> None:
    for (membership, code), chosen in reform.areas.items():
        following = reform.links.successors.get(code, ())
        named = membership is None or (membership in moves and code in moves[membership].areas)
        if len(following) < 2 or not chosen or not named or not set(chosen) <= set(following):
            said = f"{membership}:{code}" if membership else code
            raise InvalidRequest("E-UNIT-22", area=f"{said}={','.join(chosen)}"[:80])


def _detail(move: AreaMove) -> dict[str, object]:
    return {
        "membership": move.membership,
        "user": move.user,
        "organisation": move.organisation,
        "role": move.role,
        "areas": list(move.areas),
        "areas_after": list(move.areas_after),
        "communes": len(move.communes_after),
        "wider_by": list(move.wider_by),
        "undecided": list(move.undecided),
    }
