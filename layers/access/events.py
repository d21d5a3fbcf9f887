"""Changes of rights, as the audit log tells them."""

from typing import Any

from layers.audit.services import record


def told(action: str, subject: str, /, **details: Any) -> None:
    """Record a change in its own transaction, by whoever acts (`layers.audit.actor`); `subject` is an account, an
    organisation, a role or an area. Values as JSON holds them."""
    record(action, subject=subject, details=details)
