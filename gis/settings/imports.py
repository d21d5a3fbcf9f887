"""What people and programs send to be imported, and what is fetched for them."""

import os


def _number(given: str | None, default: int) -> int:
    """A whole number above zero; what isn't one counts as not set."""
    return int(given) if given is not None and given.isdecimal() and int(given) > 0 else default


UPLOAD_MB = _number(os.environ.get("DOTHI_UPLOAD_MB"), 2_048)
"""Megabytes of one sending."""
UPLOAD_HOURS = _number(os.environ.get("DOTHI_UPLOAD_HOURS"), 24)
"""Hours for which what was sent is kept after it was last looked at."""
PREVIEW_SECONDS = _number(os.environ.get("DOTHI_PREVIEW_SECONDS"), 60)
FETCH_MB = _number(os.environ.get("DOTHI_FETCH_MB"), 2_048)
FETCH_SECONDS = _number(os.environ.get("DOTHI_FETCH_SECONDS"), 1_200)
FETCH_PRIVATE = frozenset(name.strip().lower() for name in os.environ.get("DOTHI_FETCH_PRIVATE", "").split(",")) - {""}
"""Hosts that may be fetched from although their addresses are private; `*` for all."""
WATCH_FOLDERS = [one for one in os.environ.get("DOTHI_WATCH", "").split(os.pathsep) if one]
"""Folders that `./dothi serve` watches; each says in its dothi-import.toml which layer it fills."""
