"""What happens to accounts, told to the audit: by the services here, and by what `listening` hears."""

from collections.abc import Mapping
from typing import Any

from layers.accounts.models import User
from layers.audit.services import record, record_apart

REFUSALS = frozenset({"account.refused", "account.locked"})


def tell(action: str, user: User | None, details: Mapping[str, Any] | None = None) -> None:
    """Record that something happened to an account, as `layers.audit.actions` calls it.

    Without an account no name is written down: what was typed as a name may have been a password. A refusal stands
    whatever becomes of the transaction it came from.
    """
    record_it = record_apart if action in REFUSALS else record
    record_it(action, subject=user.username if user else "", details=details or {})
