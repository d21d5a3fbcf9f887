"""Changes of rights, as the audit log tells them."""

from typing import Any

from gis.errors import DothiError
from layers.access.errors import NotAllowed
from layers.audit.services import record, record_apart

OWN_RIGHTS = "E-ACCESS-12"
"""Somebody would give rights to themselves."""


def told(action: str, subject: str, /, **details: Any) -> None:
    """Record a change in its own transaction, by whoever acts (`layers.audit.actor`); `subject` is an account, an
    organisation, a role or an area. Values as JSON holds them."""
    record(action, subject=subject, details=details)


def refused(error: DothiError, path: str) -> None:
    """Record that somebody was told that they may not: whatever else becomes of their request. Who may not even know of
    a thing is told that there is none, and nothing is recorded."""
    if isinstance(error, NotAllowed) or error.code == OWN_RIGHTS:
        details = {"code": error.code, "path": path[:200]}
        record_apart("access.refused", layer=str(error.values.get("layer", "")), details=details)
