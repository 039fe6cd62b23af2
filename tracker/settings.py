"""All settings, in one file. The environment is read here and nowhere else; see .env.example."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set {name}. .env.example says what it is for.")
    return value


def env_int(name: str, default: int) -> int:
    try:
        return int(env(name, str(default)))
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number.") from None


def env_bool(name: str, default: bool) -> bool:
    value = env(name, "yes" if default else "no").lower()
    if value not in ("yes", "no"):
        raise ImproperlyConfigured(f"{name} must be yes or no.")
    return value == "yes"


def env_secret(name: str) -> str:
    """The content of the file named by `name`; refused if others may read it."""
    path = Path(env(name))
    try:
        mode, value = path.stat().st_mode, path.read_text().strip()
    except OSError:
        raise ImproperlyConfigured(f"{name}: the file {path} cannot be read.") from None
    if mode & 0o077:
        raise ImproperlyConfigured(f"{name}: others can read {path}. Run: chmod 600 {path}")
    if not value:
        raise ImproperlyConfigured(f"{name}: the file {path} is empty.")
    return value


# Where it runs.
MODE = env("WAYMARK_MODE", "production")
if MODE not in ("demo", "practice", "test", "production"):
    raise ImproperlyConfigured("WAYMARK_MODE must be demo, practice, test or production.")
DEMO = MODE == "demo"
DEBUG = False
PUBLIC_URL = env("PUBLIC_URL", f"http://localhost:{env_int('PORT', 8000)}").rstrip("/")
SECURE = PUBLIC_URL.startswith("https://")
if MODE == "production" and not SECURE:
    raise ImproperlyConfigured("PUBLIC_URL must start with https:// in production.")
_host = urlsplit(PUBLIC_URL).hostname or ""
ALLOWED_HOSTS = env("ALLOWED_HOSTS", ",".join({_host, "localhost", "127.0.0.1"})).split(",")
if MODE == "production" and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts; * is refused in production.")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECRET_KEY = env_secret("SECRET_KEY_FILE")
KEYRING_FILE = Path(env("KEYRING_FILE"))
ANCHOR_KEY_FILE = Path(env("ANCHOR_KEY_FILE"))
ANCHOR_LOG_FILE = Path(env("ANCHOR_LOG_FILE"))
SEAL_KEY_FILE = Path(env("SEAL_KEY_FILE"))
SETUP_CODE_FILE = Path(env("SETUP_CODE_FILE", ""))  # only a practice that is being set up has one

# Parts.
INSTALLED_APPS = [
    "accounts",
    "reviews",
    "tracker",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "guardian",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "drf_spectacular",
    "csp",
]
MIDDLEWARE = [
    "tracker.lib.middleware.Headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tracker.lib.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "tracker.lib.uploads.ReadsFile",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.ActorMiddleware",
]
ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.page",
            ]
        },
    }
]

# Database.
DATABASE_URL = env("DATABASE_URL")
_database: dict[str, Any] = dict(dj_database_url.parse(DATABASE_URL))
_database.update(ENGINE="tracker.lib.postgres", ATOMIC_REQUESTS=True, CONN_HEALTH_CHECKS=True)
_database.setdefault("OPTIONS", {})
# One connection kept per thread; pooling across threads belongs to the web process alone.
_database["CONN_MAX_AGE"] = 0 if env_bool("DATABASE_POOL", False) else 60
if env_bool("DATABASE_POOL", False):
    _database["OPTIONS"]["pool"] = {"min_size": 1, "max_size": env_int("DATABASE_POOL_SIZE", 8)}
DATABASES: dict[str, Any] = {
    "default": _database,
    # Rate limits and used one-time codes must survive a refused request's rollback.
    "autocommit": {
        **_database,
        "OPTIONS": {k: v for k, v in _database["OPTIONS"].items() if k != "pool"},
        "CONN_MAX_AGE": 60,
        "ATOMIC_REQUESTS": False,
        "TEST": {"MIRROR": "default"},
    },
}
DATABASE_ROUTERS = ["tracker.lib.routers.CacheRouter"]
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "tracker_cache",
        "KEY_PREFIX": "waymark",
        # Above it, entries that are still counted go too: Django's 300 would let a stranger's
        # many small requests wipe out other people's limits and used codes.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_RUNNER = "tracker.lib.runner.NoRunner"

# People.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "accounts.access.GrantBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.LongestPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600  # seconds, from the moment the mail is sent
ANONYMOUS_USER_NAME = None  # guardian: no grants for nobody
GUARDIAN_RAISE_403 = False
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]  # GrantBackend derives from guardian's
GUARDIAN_GROUP_OBJ_PERMS_MODEL = "guardian.GroupObjectPermission"

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
MFA_ADAPTER = "accounts.adapters.MFAAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an accepted invitation has proven the address
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nothing is sent to a stranger's address
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_FORMS = {
    "login": "accounts.signin_forms.SignIn",
    "reauthenticate": "accounts.signin_forms.ReauthenticateByPassword",
    "change_password": "accounts.signin_forms.ChangePassword",
    "reset_password": "accounts.signin_forms.AskForNewPassword",
    "reset_password_from_key": "accounts.signin_forms.ChooseNewPassword",
}
MFA_FORMS = {
    "authenticate": "accounts.signin_forms.EnterCode",
    "reauthenticate": "accounts.signin_forms.ReauthenticateByCode",
    "activate_totp": "accounts.signin_forms.SetUpApp",
}
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/5m/key,30/5m/ip",
    "reset_password": "20/m/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "first_run": "10/10m/ip",
    "check_document": "10/m/ip",
    "report_agreed": "10/h/user",
    "calendar": "30/h/key,600/h/ip",  # big providers ask for many people from one address
}
ALLAUTH_TRUSTED_PROXY_COUNT = env_int("TRUSTED_PROXY_COUNT", 0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Waymark"
MFA_RECOVERY_CODE_COUNT = 10
MFA_RECOVERY_CODES_SHOW_ONCE = True  # new ones can be made, which is told to the address
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an accepted invitation has proven the address
if os.environ.get("MFA_TOTP_INSECURE_BYPASS_CODE"):
    raise ImproperlyConfigured("MFA_TOTP_INSECURE_BYPASS_CODE opens every account. Remove it.")

# Sessions and headers.
_prefix = "__Host-" if SECURE else ""
SESSION_ENGINE = "tracker.lib.sessions"
SESSION_COOKIE_NAME = f"{_prefix}session"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600  # seconds, from signing in; idle times are below
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
IDLE_SECONDS = {"client": 30 * 60}
IDLE_SECONDS_STAFF = 15 * 60
CSRF_COOKIE_NAME = f"{_prefix}csrf"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "accounts.errors.csrf_failure"
SECURE_SSL_REDIRECT = SECURE and MODE == "production"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
# Not "no-referrer": under it browsers send "Origin: null" with a form, which the CSRF check
# refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "require-trusted-types-for": ["'script'"],
    }
}
MESSAGE_STORAGE = "accounts.sealed_messages.SealedMessages"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # bytes
FILE_UPLOAD_HANDLERS = ["tracker.lib.uploads.NoUploads"]
# Each box that is ticked is a field: what a long section of a report rests on is 60 paragraphs with 40
# records each, and their words.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_500

# Words and time.
LANGUAGE_CODE = "en-us"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
DATE_FORMAT = "j F Y"
TIME_FORMAT = "G:i"
DATETIME_FORMAT = "j F Y, G:i"

# Static files.
ASSETS_DIR = Path(env("ASSETS_DIR", str(BASE_DIR / ".waymark/assets")))
STATIC_URL = "/static/"
STATIC_ROOT = env("STATIC_ROOT", str(BASE_DIR / ".waymark/static"))
STATICFILES_DIRS = [BASE_DIR / "static", *([ASSETS_DIR] if ASSETS_DIR.is_dir() else [])]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 365 * 24 * 3600  # seconds; names carry a hash of the content

# Leaving quickly.
LEAVE_URL = env("LEAVE_URL", "https://en.wikipedia.org/wiki/Main_Page")  # a neutral outside page

# Mail.
EMAIL_HOST = env("EMAIL_HOST", "")
if EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
elif DEMO:
    EMAIL_BACKEND = "accounts.outbox.shown_mail.Backend"
elif MODE == "test":
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
else:
    EMAIL_BACKEND = "tracker.lib.mail.NoMailServer"
EMAIL_PORT = env_int("EMAIL_PORT", 25)
EMAIL_HOST_USER = env("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env_secret("EMAIL_HOST_PASSWORD_FILE") if EMAIL_HOST_USER else ""
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", "hello@localhost")

BOUNCES_TO = env("BOUNCES_TO", "")
NOTICE_CHANNELS = {"email": "accounts.outbox.channels.Email"}

# Who writes each kind of message, and decides at the moment of sending that it still makes sense.
NOTICE_KINDS = {
    "invitation": "accounts.notices.Invited",
    "password_reset": "accounts.notices.PasswordReset",
    "account_changed": "accounts.notices.AccountChanged",
    "checkin_reminder": "reviews.reminders.notices.CheckInReminder",
    "week_to_look_at": "reviews.reminders.digest.WeekToLookAt",
    "something_waits": "reviews.reminders.notices.SomethingWaits",
    "follow_up": "reviews.reminders.notices.FollowUpComes",
    "form_agreed": "reviews.agreements.notices.FormAgreed",
    "document_shared": "reviews.releases.notices.DocumentShared",
}

# Worker.
CELERY_BROKER_URL = env("CELERY_BROKER_URL", "memory://")

# API.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["tracker.lib.drf.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["tracker.lib.drf.SmallJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "tracker.lib.drf.answer_error",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Waymark",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
}

# Logs: ids and verbs, never words.
LOGGING_CONFIG = "tracker.lib.logs.configure"
LOGGING: dict[str, Any] = {"version": 1}  # an empty one, and Django would not call it
