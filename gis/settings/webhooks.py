"""Systems that are told of changes."""

import os

WEBHOOK_PRIVATE = frozenset(name.strip().lower() for name in os.environ.get("DOTHI_WEBHOOK_PRIVATE", "").split(",")) - {
    ""
}
"""Hosts that may be told although their addresses are private, and by plain http; `*` for all."""
