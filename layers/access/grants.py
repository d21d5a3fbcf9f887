"""A grant: one right, for a choice of layers, in some communes or everywhere. What somebody holds is a set of these."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from layers.access.rights import EVERY_LAYER, ON_LAYERS, Right

Communes = frozenset[str] | None
"""Codes of communes; None means everywhere, whatever commune a feature lies in or none."""


@dataclass(frozen=True)
class Grant:
    """`organisation` is the code of the one its holder acts for, for the choice `own`."""

    right: Right
    choice: str
    organisation: str = ""
    communes: Communes = None


@dataclass(frozen=True)
class Held:
    """Grants with the days on which they hold: from the first moment to before the last."""

    grants: tuple[Grant, ...]
    valid_from: datetime
    valid_to: datetime | None

    def holds(self, at: datetime) -> bool:
        return self.valid_from <= at and (self.valid_to is None or at < self.valid_to)


EVERYTHING = frozenset(Grant(right, EVERY_LAYER) for right in ON_LAYERS)
"""What the operator of the machine may do, on the command line."""


def access_class(grants: Iterable[Grant]) -> str:
    """A short name for a set of grants: the same for all who see and may do the same."""
    lines = sorted(
        f"{g.right} {g.choice} {g.organisation if g.choice == 'own' else ''}"
        f" {'*' if g.communes is None else ','.join(sorted(g.communes))}"
        for g in grants
    )
    return sha256("\n".join(lines).encode()).hexdigest()[:16]
