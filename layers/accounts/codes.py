"""Codes of authenticator apps, as RFC 6238 makes them."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings

PERIOD = 30


def code_now(secret: str) -> str:
    """What an app with this base32 secret shows at this moment."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // getattr(settings, "MFA_TOTP_PERIOD", PERIOD))))
