"""What browsers are told to refuse, and what HTTPS adds."""

import os
from ipaddress import ip_network
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

HTTPS = os.environ.get("DOTHI_HTTPS") == "1"
"""Whether people reach the server by https only, through a proxy that ends TLS."""
_PROXIES = os.environ.get("DOTHI_TRUSTED_PROXIES", "")
TRUSTED_PROXIES = int(_PROXIES) if _PROXIES.isdecimal() else 0
"""How many proxies in front of the server say who asks; 0 believes nobody but the connection itself."""
TRUSTED_NETWORKS = [
    ip_network(one.strip(), strict=False)
    for one in os.environ.get("DOTHI_TRUSTED_NETWORKS", "").split(",")
    if one.strip()
]
"""From which addresses proxies call."""
_HEADERS = os.environ.get("DOTHI_FORWARDED", "")
FORWARDED_HEADERS = _HEADERS if _HEADERS in ("forwarded", "x-forwarded") else "both"
"""Which headers they write: `forwarded` (RFC 7239), `x-forwarded` or `both`."""

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
"""Not Strict: who comes back from the single sign-on server comes from another site, with the state in the session."""
# The prefix makes browsers refuse the cookie from anything but this very host over https.
SESSION_COOKIE_NAME = "__Host-dothi_session" if HTTPS else "dothi_session"
CSRF_COOKIE_NAME = "__Host-dothi_csrf" if HTTPS else "dothi_csrf"
CSRF_FAILURE_VIEW = "web.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("DOTHI_TRUSTED_ORIGINS", "").split(",") if origin]

_ISSUER = urlsplit(os.environ.get("DOTHI_OIDC_ISSUER", ""))
_SINGLE_SIGN_ON = [f"{_ISSUER.scheme}://{_ISSUER.netloc}"] if _ISSUER.netloc else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],  # the map's own symbols, and the QR code of the second factor
        "connect-src": [SELF],
        "worker-src": [SELF, "blob:"],  # MapLibre's
        "manifest-src": [SELF],
        "form-action": [SELF, *_SINGLE_SIGN_ON],  # browsers hold a form's redirects to this, too
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "upgrade-insecure-requests": HTTPS,
    }
}
PERMISSIONS_POLICY = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(self), gyroscope=(), magnetometer=(), "
    "microphone=(), payment=(), publickey-credentials-create=(self), publickey-credentials-get=(self), usb=()"
)
