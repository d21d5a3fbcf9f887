"""What the environment makes of the settings, each in a process of its own."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from gis.setup.places import ROOT

CODE = "import json; from gis import settings as s; print(json.dumps({n: getattr(s, n) for n in %r}, default=str))"


def made(*names: str, **environment: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", CODE % (names,)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_https_closes_what_plain_http_leaves_open() -> None:
    names = (
        "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
        "LANGUAGE_COOKIE_SECURE", "SESSION_COOKIE_NAME", "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN",
    )  # fmt: skip
    assert list(made(*names, DOTHI_HTTPS="1", DOTHI_TRUSTED_PROXIES="1").values()) == [
        True, 31_536_000, True, True, True, "__Host-dothi_session", False,
    ]  # fmt: skip
    assert list(made(*names, DOTHI_HTTPS="").values()) == [False, 0, False, False, False, "dothi_session", True]


@pytest.mark.parametrize(
    ("name", "given", "setting", "value"),
    [
        ("DOTHI_PASSWORD_LENGTH", "16", "PASSWORD_LENGTH", 16),
        ("DOTHI_PASSWORD_LENGTH", "many", "PASSWORD_LENGTH", 12),
        ("DOTHI_PASSWORD_LENGTH", "-3", "PASSWORD_LENGTH", 12),
        ("DOTHI_SESSION_HOURS", "8", "SESSION_COOKIE_AGE", 28_800),
        ("DOTHI_SESSION_IDLE_MINUTES", "15", "SESSION_IDLE_SECONDS", 900),
        ("DOTHI_LOCK_MINUTES", "60", "AXES_COOLOFF_TIME", "1:00:00"),
        ("DOTHI_TRUSTED_PROXIES", "two", "TRUSTED_PROXIES", 0),
        ("DOTHI_TRUSTED_NETWORKS", "10.0.0.0/8, ::1", "TRUSTED_NETWORKS", ["10.0.0.0/8", "::1/128"]),
        ("DOTHI_FORWARDED", "forwarded", "FORWARDED_HEADERS", "forwarded"),
        ("DOTHI_FORWARDED", "all", "FORWARDED_HEADERS", "both"),
        ("DOTHI_OIDC_ISSUER", "", "SOCIALACCOUNT_PROVIDERS", {"openid_connect": {"APPS": []}}),
        ("DOTHI_OIDC_SECOND_FACTOR", "", "OIDC_TRUSTED_METHODS", "frozenset()"),
        ("DOTHI_EMAIL_HOST", "mail", "EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend"),
        ("DOTHI_EMAIL_HOST", "", "EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend"),
    ],
)
def test_figures(name: str, given: str, setting: str, value: Any) -> None:
    assert made(setting, **{name: given})[setting] == value


def test_the_single_sign_on_server_is_the_only_foreign_target_of_a_form() -> None:
    policy = made("CONTENT_SECURITY_POLICY", DOTHI_OIDC_ISSUER="https://login.example.gov.vn/realms/city")
    assert policy["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["form-action"] == ["'self'", "https://login.example.gov.vn"]
