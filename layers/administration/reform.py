"""What a reform is: communes that end on a day, those that follow them, and what is stored under their codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from psycopg2 import sql

from layers.access.services.follow_reform import Decisions
from layers.catalog.description import LayerDescription


@dataclass(frozen=True)
class Links:
    """Which commune goes into which, wholly or in part: pairs of code before and code after, from the day on."""

    pairs: Sequence[tuple[str, str]]
    valid_from: date

    @cached_property
    def successors(self) -> Mapping[str, Sequence[str]]:
        """The codes after of each code before."""
        found: dict[str, list[str]] = {}
        for before, after in self.pairs:
            found.setdefault(before, []).append(after)
        return found

    @cached_property
    def predecessors(self) -> Mapping[str, Sequence[str]]:
        """The codes before of each code after."""
        found: dict[str, list[str]] = {}
        for before, after in self.pairs:
            found.setdefault(after, []).append(before)
        return found

    @property
    def eve(self) -> date:
        """The last day before."""
        return date.fromordinal(self.valid_from.toordinal() - 1)


@dataclass(frozen=True)
class Reform:
    """Links that hold, with the layer that has the outlines of what follows, and what was decided of areas of rights
    in communes that are split.

    While it is previewed or applied, two temporary tables hold it for statements: `reform_code` (`old`; `whole`: the
    only code after, NULL for a split commune) and `reform_piece` (`old`, `code`, `geom`: the outlines of what follows
    a split commune, in small pieces, in the system `srid`).
    """

    links: Links
    outlines: LayerDescription
    srid: int
    areas: Decisions = field(default_factory=dict)


@dataclass(frozen=True)
class Move:
    """So many things go from one code to another; to None: no outline of a successor holds them."""

    before: str
    after: str | None
    count: int


@dataclass(frozen=True)
class Moves:
    """What becomes of the codes stored in one place, such as a layer. `state` is another number once anything that the
    reform concerns has changed there. `details` say it thing by thing, as JSON, where there are few; `undecided` are
    split codes of which somebody has to say what becomes of them first."""

    place: str
    moves: Sequence[Move]
    state: int
    details: Sequence[Mapping[str, Any]] = ()
    undecided: Sequence[str] = ()

    @property
    def moving(self) -> int:
        return sum(move.count for move in self.moves)

    @property
    def unknown(self) -> int:
        return sum(move.count for move in self.moves if move.after is None)


class Follower(Protocol):
    """A duty whose stored codes of communes move with a reform. All its methods run inside one transaction."""

    def tables(self) -> Sequence[sql.Identifier]:
        """The tables it writes, to be locked against other writers."""

    def preview(self, reform: Reform) -> Sequence[Moves]:
        """What would move; changes nothing."""

    def move(self, reform: Reform) -> None:
        """Move it, exactly as `preview` says."""
