"""One settings file. What differs between installations comes from the environment, read by functions that fail loudly."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

from shouwei.core.first_script import ALLOWED

ROOT = Path(__file__).resolve().parents[3]


def env_bool(name: str, default: bool) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value not in ("0", "1"):
        raise ImproperlyConfigured(f"{name}={value}: expected 0 or 1")
    return value == "1"


def env_database(name: str) -> dict[str, object]:
    """``postgresql://user:password@host:port/name`` (or ``?host=/socket/folder``) as Django wants it, pooled."""
    url = os.environ.get(name, "")
    if not url.startswith(("postgresql://", "postgres://")):
        shown = url.split("@")[-1] or "(unset)"
        raise ImproperlyConfigured(
            f"{name}=…{shown}: expected postgresql://user:password@host:port/name; start with ./run"
        )
    parts = conninfo_to_dict(url)
    extra: dict[str, object] = {
        key: parts[key] for key in ("sslmode", "sslrootcert", "target_session_attrs") if key in parts
    }
    return {
        "ENGINE": "shouwei.core.database",
        "NAME": parts.get("dbname"),
        "USER": parts.get("user"),
        "PASSWORD": parts.get("password") or "",
        "HOST": parts.get("host") or "",
        "PORT": str(parts.get("port") or ""),
        "CONN_MAX_AGE": 0,
        # A new PostgreSQL connection costs about 10 ms of CPU; the pool is the difference between 65 and 150 requests a second.
        "OPTIONS": {**extra, "pool": {"min_size": 1, "max_size": 8, "timeout": 10}},
    }


def env_ways() -> list[dict[str, str]]:
    """``SHOUWEI_OIDC_URL`` with ``_ID`` and ``_SECRET``, ``SHOUWEI_CAS_URL``, ``SHOUWEI_DINGTALK_ID`` with ``_SECRET``, and so on.

    ``_LABEL`` is the name on the sign-in page. A way is there when its first variable is set.
    """
    known = (
        ("OIDC", "openid_connect", "oidc", "统一身份认证", "URL"),
        ("CAS", "cas", "cas", "校园统一认证", "URL"),
        ("DINGTALK", "dingtalk", "dingtalk", "钉钉", "ID"),
        ("FEISHU", "feishu", "feishu", "飞书", "ID"),
        ("WEIXIN", "weixin", "weixin", "微信", "ID"),
    )
    ways = []
    for name, kind, slug, label, first in known:
        asked = {part: os.environ.get(f"SHOUWEI_{name}_{part}", "") for part in ("URL", "ID", "SECRET", "LABEL")}
        if asked[first]:
            keys = {"server_url": asked["URL"], "client_id": asked["ID"], "secret": asked["SECRET"]}
            ways.append({"kind": kind, "slug": slug, "label": asked["LABEL"] or label, **keys})
    return ways


DATA = Path(os.environ.get("SHOUWEI_DATA") or ROOT / "data").resolve()
DEMO = env_bool("SHOUWEI_DEMO", default=False)
DEBUG = env_bool("SHOUWEI_DEBUG", default=False)
SECRET_KEY = os.environ.get("SHOUWEI_SECRET_KEY", "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SHOUWEI_SECRET_KEY is unset: start with ./run, which makes one and keeps it in the data folder"
    )
FIELD_KEYS = os.environ.get("SHOUWEI_FIELD_KEYS", "")
INDEX_KEY = os.environ.get("SHOUWEI_INDEX_KEY", "")
ALLOWED_HOSTS = os.environ.get("SHOUWEI_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("SHOUWEI_TRUSTED_ORIGINS", "").split(",") if o]
DATABASES = {"default": env_database("DATABASE_URL")}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "csp",
    "django_cotton",
    "django_filters",
    "django_htmx",
    "procrastinate.contrib.django",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.dingtalk",
    "allauth.socialaccount.providers.feishu",
    "allauth.socialaccount.providers.weixin",
    "shouwei.core",
    "shouwei.ground.audit",
    "shouwei.ground.organisations",
    "shouwei.ground.people",
    "shouwei.ground.calendar",
    "shouwei.ground.documents",
    "shouwei.ground.notices",
    "shouwei.ground.policies",
    "shouwei.ground.links",
    "shouwei.ground.imports",
    "shouwei.ground.exports",
    "shouwei.ground.catalogues",
    "shouwei.ground.privacy",
    "shouwei.ground.learners",
    "shouwei.work.programmes",
    "shouwei.work.admissions",
    "shouwei.work.employment",
    "shouwei.oversight.indicators",
    "shouwei.oversight.planning",
    "shouwei.front.desk",
    "shouwei.front.displays",
    "shouwei.front.interfaces",
    "shouwei.front.operations",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "shouwei.ground.people.middleware.ActingIdentityMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "shouwei.front.desk.middleware.NotAllowedMiddleware",
    "shouwei.front.desk.middleware.ZeroByteMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # only carries the request to the providers; asks nothing
]
ROOT_URLCONF = "shouwei.config.urls"
WSGI_APPLICATION = "shouwei.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "shouwei.front.desk.frame.frame",
            ],
        },
    }
]

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["shouwei.ground.people.backend.PasswordBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "people:sign_in"
SESSION_ENGINE = "shouwei.ground.people.session_store"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_MINUTES = int(os.environ.get("SHOUWEI_IDLE_MINUTES") or (0 if DEMO else 30))
"""0: a session does not end by being left alone."""
SECOND_FACTOR = env_bool("SHOUWEI_SECOND_FACTOR", default=not DEMO)
"""Whether elevated roles must show a second factor; the demonstration's one-click cast need not."""
PROXIES = frozenset(a for a in os.environ.get("SHOUWEI_PROXIES", "").split(",") if a)
"""Addresses of our own proxies, whose X-Forwarded-For is believed."""
SOCIALACCOUNT_ADAPTER = "shouwei.ground.people.outside.Adapter"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SIGN_IN_WAYS = env_ways()
"""Ways to sign in outside that the installation brings along; others are set up on the page of sign-in ways."""
PROOF_DESK = "shouwei.ground.people.proof_desk.ask"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env_bool("SHOUWEI_HTTPS", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SESSION_COOKIE_SECURE else None
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "shouwei.front.desk.pages.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, ALLOWED],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "shouwei.core.finders.BundleFinder",
]
BUNDLES = DATA / "bundles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600
FILES = DATA / "files"
"""Uploaded files, named by their SHA-256; never served by path."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

PROCRASTINATE_IMPORT_PATHS = ["shouwei.config.jobs"]

EMAIL_BACKEND = os.environ.get("SHOUWEI_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = os.environ.get("SHOUWEI_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("SHOUWEI_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("SHOUWEI_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SHOUWEI_SMTP_PASSWORD", "")
DEFAULT_FROM_EMAIL = os.environ.get("SHOUWEI_MAIL_FROM", "shouwei@localhost")
WEBHOOKS_MAY_REACH_PRIVATE_ADDRESSES = env_bool("SHOUWEI_WEBHOOKS_PRIVATE", default=False)
"""Only where the receivers stand in the same internal network: otherwise a subscription could be used to look round in it."""
SITE_URL = os.environ.get("SHOUWEI_SITE_URL", "http://localhost:8000")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
