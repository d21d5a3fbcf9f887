"""What Django needs."""

import os
from pathlib import Path

import dj_database_url

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(os.environ.get("DOTHI_VAR", BASE_DIR / "var"))

DEBUG = os.environ.get("DOTHI_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("DOTHI_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
ROOT_URLCONF = "gis.urls"
WSGI_APPLICATION = "gis.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"


def _secret_key() -> str:
    """From the environment, or made once for this installation and kept under var/ for its eyes only."""
    given = os.environ.get("DOTHI_SECRET_KEY")
    if given:
        return given
    path = VAR_DIR / "secret_key"
    if not path.exists():
        import secrets

        VAR_DIR.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(50))
        except FileExistsError:
            pass  # another process was first
    return path.read_text()


SECRET_KEY = _secret_key()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.gis",
    "django.contrib.postgres",
    "layers.audit",
    "layers.accounts",
    "layers.jobs",
    "layers.codes",
    "layers.catalog",
    "layers.access",
    "layers.api_clients",
    "layers.features",
    "layers.checks",
    "layers.imports",
    "layers.webhooks",
    "layers.administration",
    "layers.search",
    "ogc_api",
    "web",
    # Behind `web`, whose templates take the place of theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
]

MIGRATION_MODULES = {
    app: f"migrations.{app}"
    for app in (
        "audit",
        "accounts",
        "jobs",
        "codes",
        "catalog",
        "access",
        "api_clients",
        "features",
        "checks",
        "imports",
        "webhooks",
        "search",
        "administration",
    )
}

AUDIT_KEEP_MONTHS = max(3, int(os.environ.get("DOTHI_AUDIT_KEEP_MONTHS", "24")))
"""Months for which events of the audit log stay in the database; never less than three."""

JOB_KINDS = ["importers.jobs", "layers.webhooks.jobs"]
"""Modules that register kinds of job, see layers.jobs.kinds."""
JOB_DEAD_AFTER = 15.0
"""Seconds for which a job's heartbeat may stand still before another worker takes the job."""

MIDDLEWARE = [
    "web.middleware.client_address.ClientAddressMiddleware",  # first: others believe it
    "django.middleware.security.SecurityMiddleware",
    "web.middleware.response_headers.ResponseHeadersMiddleware",
    "web.middleware.content_policy.ContentPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "web.api_client.ApiClientMiddleware",  # a key's account takes the place of the session's
    "web.acting.ActingMiddleware",
    "web.rate_limits.RateLimitMiddleware",
    "web.middleware.session_rules.SessionRulesMiddleware",
    "layers.access.private_answers.PrivateAnswersMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "web.middleware.sign_in_gate.SignInGateMiddleware",
    "gis.reconnect.ReconnectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

_DATABASE = dj_database_url.parse(
    os.environ.get("DATABASE_URL", "postgresql://dothi@127.0.0.1/dothi"),
    engine="django.contrib.gis.db.backends.postgis",
    conn_max_age=None,  # see gis.reconnect
)
# Two cores serve many small queries: parallel workers of one query take them from the others (measured:
# stored-column tiles 3.3 times faster without).
_DATABASE_OPTIONS = {
    **_DATABASE.get("OPTIONS", {}),  # such as sslmode, as the URL says
    "options": "-c max_parallel_workers_per_gather=0 -c jit=off -c search_path=public",
}
DATABASES = {
    "default": {
        **_DATABASE,
        "OPTIONS": _DATABASE_OPTIONS,
        "TIME_ZONE": "Asia/Ho_Chi_Minh",  # CURRENT_DATE is the city's day, from its midnight on, not Greenwich's
        "TEST": {"NAME": os.environ.get("DOTHI_TEST_DATABASE", "test_dothi")},
    }
}

_SECONDS = os.environ.get("DOTHI_STATEMENT_SECONDS", "")
STATEMENT_SECONDS = int(_SECONDS) if _SECONDS.isdecimal() else 30
"""Seconds after which the database gives up a statement of the web server (gis.slow_statements); 0 for never."""

_MEGABYTES = os.environ.get("DOTHI_TILE_CACHE_MB", "")
TILE_CACHE_BYTES = (int(_MEGABYTES) if _MEGABYTES.isdecimal() else 64) * 2**20
"""Vector tiles that each worker keeps at the most (layers.features.queries.tile_cache); 0 keeps none."""

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
USE_I18N = True
FORMAT_MODULE_PATH = ["gis.formats"]
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "files"
"""Files that features name (layers.catalog.files), unless STORAGES says another place."""
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "web.static_files.PrefixedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/map/.+-[0-9A-Za-z_-]{8}\.\w+$"
"""Files of the map application carry a hash of their content in their name."""
APPEND_SLASH = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
