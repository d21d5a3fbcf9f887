"""What happens to API clients, told to the audit. The one place from which it is told."""

from collections.abc import Mapping


def tell(action: str, client: str, details: Mapping[str, object] | None = None, *, actor: int | None = None) -> None:
    """Record that something was done to, or by, the client of that code."""
