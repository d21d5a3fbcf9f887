"""The settings that this package goes by, read when they are used."""

from django.conf import settings


def default_limit() -> int:
    """Requests a minute of a client without a limit of its own; 0 is none."""
    return int(settings.RATE_CLIENT_MINUTE)


def default_quota() -> int:
    """Requests a day of a client without a quota of its own; 0 is none."""
    return int(settings.QUOTA_CLIENT_DAY)


def public_limit() -> int:
    """Requests a minute of one address without a key; 0 is none."""
    return int(settings.RATE_PUBLIC_MINUTE)


def token_seconds() -> int:
    """How long a token lives that was given for a secret."""
    return int(settings.TOKEN_SECONDS)


def issuer() -> str:
    """The single sign-on server whose tokens are taken; empty where none is."""
    return str(settings.OIDC_ISSUER) if settings.OIDC_AUDIENCE else ""


def audience() -> str:
    """What such a token must be meant for."""
    return str(settings.OIDC_AUDIENCE)
