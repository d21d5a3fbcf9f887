"""Changes of rights, as the audit log tells them."""

from typing import Any


def told(action: str, subject: str, **details: Any) -> None:
    """Record a change in its own transaction; `subject` is an account, an organisation, a role or an area."""
