"""Programs that come with a key or token: how much they may ask, and whose tokens count."""

import os


def _number(given: str | None, default: int) -> int:
    """A whole number; what isn't one counts as not set."""
    return int(given) if given is not None and given.isdecimal() else default


RATE_CLIENT_MINUTE = _number(os.environ.get("DOTHI_RATE_CLIENT"), 3_000)
QUOTA_CLIENT_DAY = _number(os.environ.get("DOTHI_QUOTA_CLIENT"), 500_000)
RATE_PUBLIC_MINUTE = _number(os.environ.get("DOTHI_RATE_PUBLIC"), 6_000)
"""For one address, behind which a whole city hall may sit: a hundred people who pan the map."""
TOKEN_SECONDS = _number(os.environ.get("DOTHI_TOKEN_MINUTES"), 10) * 60
OIDC_AUDIENCE = os.environ.get("DOTHI_OIDC_AUDIENCE", "")
"""What tokens of the single sign-on server must be meant for (`aud`); without it none is taken."""
