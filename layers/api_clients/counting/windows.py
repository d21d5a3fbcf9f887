"""The rule by which one worker decides, without asking the others, whether a request fits into a limit.

A window is a whole minute or a whole day of the city. The worker knows what all workers had let through when it last
told the database (`known`), and what it has let through since (`pending`). Together they must stay below the limit.
What it can't know is what is pending with the others; so that this stays small,

- it tells the database once a second, and at once when `pending` reaches 2 % of the limit, shared among the workers;
- meanwhile it lets through no more than half of its share of what was left;
- and where it was told nothing for a while, 5 % of the limit, shared.
"""

from dataclasses import dataclass

MINUTE, DAY = 60, 86_400
TELL_AT, CREDIT = 50, 20
"""Parts of the limit, shared: what a worker tells at once, and what it lets through on old knowledge."""
FRESH_SECONDS = 1.5
FEWEST_WORKERS = 2
"""Taken for granted until more are seen."""


def window_start(seconds: int, now: float, east: int) -> int:
    """When the window began that holds the moment (seconds since 1970). Days begin at midnight where clocks are `east`
    seconds ahead of Greenwich."""
    shift = east if seconds == DAY else 0
    return (int(now) + shift) // seconds * seconds - shift


@dataclass
class Window:
    """The count of one subject in one worker. `limit` 0 counts and refuses nothing; `told_at` is in seconds."""

    seconds: int
    starts: int
    limit: int
    workers: int = FEWEST_WORKERS
    known: int = 0
    pending: int = 0
    refused: int = 0
    told_at: float = float("-inf")

    @property
    def remaining(self) -> int:
        return max(0, self.limit - self.known - self.pending)

    def has_room(self, now: float, *, alone: bool = False) -> bool:
        """Whether one more fits in; a process that is `alone` and tells nobody knows all there is."""
        left = self.limit - self.known
        if self.limit == 0 or alone:
            return self.limit == 0 or self.pending < left
        if now - self.told_at < FRESH_SECONDS:
            credit = -(-left // (2 * self.workers))
        else:
            credit = max(1, self.limit // (CREDIT * self.workers))
        return self.pending < min(left, credit)

    def should_tell(self, now: float) -> bool:
        """Whether the others should know now, not within the second: it is much, or it has used up its share."""
        if self.limit == 0 or self.pending == 0:
            return False
        return self.pending >= self.limit // (TELL_AT * self.workers) or not self.has_room(now)

    def told(self, pending: int, refused: int, total: int, workers: int, now: float) -> None:
        """The database has taken so many, and says the total of all workers, and how many workers those are."""
        self.pending -= pending
        self.refused -= refused
        self.known, self.told_at = total, now
        self.workers = max(self.workers, workers)
