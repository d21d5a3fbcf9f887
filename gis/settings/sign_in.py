"""Who may sign in and how: django-allauth, django-axes, and the rules of security level 3 with their sources.

TCVN 11930:2017 asks of an application at level 3 that passwords have a length, kinds of characters and an age, that
default ones are changed at once, that failed sign-ins are limited, that idle sessions end and that concurrent ones are
limited; the figures are the operator's. docs/decisions/0027-accounts.md says why these.
"""

import os
from datetime import timedelta


def _number(given: str | None, default: int) -> int:
    """A whole number as the environment gives it; what isn't one counts as not set."""
    return int(given) if given and given.isdecimal() else default


# Passwords
PASSWORD_LENGTH = _number(os.environ.get("DOTHI_PASSWORD_LENGTH"), 12)
PASSWORD_CLASSES = _number(os.environ.get("DOTHI_PASSWORD_CLASSES"), 3)
PASSWORD_HISTORY = _number(os.environ.get("DOTHI_PASSWORD_HISTORY"), 5)
PASSWORD_DAYS = _number(os.environ.get("DOTHI_PASSWORD_DAYS"), 90)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "layers.accounts.passwords.LengthValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "layers.accounts.passwords.ClassesValidator"},
    {"NAME": "layers.accounts.passwords.HistoryValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600

# Sessions
SESSION_COOKIE_AGE = _number(os.environ.get("DOTHI_SESSION_HOURS"), 12) * 3600
"""Seconds after signing in after which a session ends, however busy it is."""
SESSION_IDLE_SECONDS = _number(os.environ.get("DOTHI_SESSION_IDLE_MINUTES"), 30) * 60
SESSIONS_AT_ONCE = _number(os.environ.get("DOTHI_SESSIONS_AT_ONCE"), 5)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# Lock-out, in the database, so that all workers agree
_NEVER = 10**6
LOCK_USER_AFTER = _number(os.environ.get("DOTHI_LOCK_USER_AFTER"), 5) or _NEVER
LOCK_ADDRESS_AFTER = _number(os.environ.get("DOTHI_LOCK_ADDRESS_AFTER"), 50) or _NEVER
AXES_FAILURE_LIMIT = LOCK_USER_AFTER
AXES_COOLOFF_TIME = timedelta(minutes=_number(os.environ.get("DOTHI_LOCK_MINUTES"), 15))
AXES_HANDLER = "layers.accounts.lockout.LockoutHandler"
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_USERNAME_CALLABLE = "layers.accounts.lockout.name_to_lock"
AXES_CLIENT_IP_CALLABLE = "layers.accounts.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "web.errors.locked_out"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # else a stranger's attempts would keep somebody out for ever
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the audit keeps it
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = [
    "username",
    "login",
    "code",
    "credential",
    "oldpassword",
    "password1",
    "password2",
    "email",
]

AUTHENTICATION_BACKENDS = [
    "layers.accounts.backends.LockoutBackend",
    "layers.accounts.backends.PersonBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "web:map"

# Pages: django-allauth
ACCOUNT_ADAPTER = "layers.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are entered by administrators, and nobody changes their own
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "dothi · "
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_FORMS = {
    "login": "web.account_forms.SignInForm",
    "change_password": "web.account_forms.ChangePasswordForm",
    "reset_password_from_key": "web.account_forms.NewPasswordForm",
    "reset_password": "web.account_forms.ForgottenPasswordForm",
    "reauthenticate": "web.account_forms.ReauthenticateForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": None,  # django-axes counts those
    "reset_password": "20/m/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "20/m/user",
}

MFA_ADAPTER = "layers.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "web.account_forms.SecondFactorForm",
    "authenticate_webauthn": "web.account_forms.KeyForm",
    "reauthenticate": "web.account_forms.SecondFactorAgainForm",
    "reauthenticate_webauthn": "web.account_forms.KeyAgainForm",
    "activate_totp": "web.account_forms.EnrolAppForm",
    "add_webauthn": "web.account_forms.NewKeyForm",
    "edit_webauthn": "web.account_forms.RenameKeyForm",
}
MFA_TOTP_ISSUER = "dothi"
MFA_TOTP_TOLERANCE = 1  # of a telephone's clock: one period of 30 s
MFA_RECOVERY_CODES_SHOW_ONCE = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = os.environ.get("DOTHI_HTTPS") != "1"  # browsers themselves allow localhost alone

# Single sign-on
OIDC_ISSUER = os.environ.get("DOTHI_OIDC_ISSUER", "").rstrip("/")
OIDC_NAME = os.environ.get("DOTHI_OIDC_NAME", "")
OIDC_TRUSTED_METHODS = frozenset(os.environ.get("DOTHI_OIDC_SECOND_FACTOR", "").split(",")) - {""}
SOCIALACCOUNT_ADAPTER = "layers.accounts.oidc.OidcAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "oidc"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "sso",
                "name": OIDC_NAME or "SSO",
                "client_id": os.environ.get("DOTHI_OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("DOTHI_OIDC_CLIENT_SECRET", ""),
                "settings": {"server_url": OIDC_ISSUER, "oauth_pkce_enabled": True},
            }
        ]
        if OIDC_ISSUER
        else []
    }
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "accounts_cache"}}
"""Used codes of second factors and the rates of django-allauth: known to all workers, so in the database."""

# E-mail, for forgotten passwords; without a server nothing is sent, and pages say whom to ask instead
EMAIL_HOST = os.environ.get("DOTHI_EMAIL_HOST", "")
EMAIL_PORT = _number(os.environ.get("DOTHI_EMAIL_PORT"), 587)
EMAIL_HOST_USER = os.environ.get("DOTHI_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("DOTHI_EMAIL_PASSWORD", "")
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_USE_TLS = not EMAIL_USE_SSL and os.environ.get("DOTHI_EMAIL_TLS") != "0"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("DOTHI_EMAIL_FROM", "dothi@localhost")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"
