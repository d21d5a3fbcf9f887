"""The rule by which one worker decides, without asking the others, whether a request fits into a limit.

A window is a whole minute or a whole day of the city. The worker knows what all workers had let through when it last
told the database (`known`), and what it has let through since (`pending`). Together they must stay below the limit, and
`pending` below the worker's share of what was left: so workers that are asked at the same moment don't each give away
all of it. A worker tells the database once a second, and sooner when `pending` reaches 2 % of the limit shared among
the workers: what it can't know of the others stays below that.
"""

from dataclasses import dataclass

MINUTE, DAY = 60, 86_400
TELL_AT = 50
"""A worker tells at once what is more than this part of the limit, shared."""


def window_start(seconds: int, now: float, east: int) -> int:
    """When the window began that holds the moment (seconds since 1970). Days begin at midnight where clocks are `east`
    seconds ahead of Greenwich."""
    shift = east if seconds == DAY else 0
    return (int(now) + shift) // seconds * seconds - shift


@dataclass
class Window:
    """The count of one subject in one worker. `limit` 0 counts and refuses nothing."""

    seconds: int
    starts: int
    limit: int
    known: int = 0
    pending: int = 0
    refused: int = 0
    workers: int = 1

    @property
    def remaining(self) -> int:
        return max(0, self.limit - self.known - self.pending)

    @property
    def has_room(self) -> bool:
        if self.limit == 0:
            return True
        left = self.limit - self.known
        return self.pending < left and self.pending < -(-left // self.workers)

    @property
    def should_tell(self) -> bool:
        """Whether the others should know now, not within the second."""
        return self.limit > 0 and self.pending >= max(1, self.limit // (TELL_AT * self.workers))

    def told(self, pending: int, refused: int, total: int, workers: int) -> None:
        """The database has taken so many, and says the total of all workers, and how many workers those are."""
        self.pending -= pending
        self.refused -= refused
        self.known, self.workers = total, max(1, workers)
