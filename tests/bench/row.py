"""One line of the table: a rate of ours beside a peer's."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """`ours` and `peer` are rates per second; `ratio` is ours / peer, and what counts. `note` says what was asked."""

    work: str
    ours: float
    peer: float
    peer_name: str
    note: str = ""

    @property
    def ratio(self) -> float:
        return self.ours / self.peer if self.peer else 0.0

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": round(self.ratio, 3)}


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| work | ours (1/s) | peer (1/s) | peer | ratio | |", "|---|--:|--:|---|--:|---|"]
    lines += [
        f"| {r.work} | {r.ours:,.1f} | {r.peer:,.1f} | {r.peer_name} | **{r.ratio:.2f}** | {r.note} |" for r in rows
    ]
    return "\n".join(lines)
