"""Django's settings, made from the environment."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from oneplan.config import environment

ENVIRONMENT = environment.read()
PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
CSRF_TRUSTED_ORIGINS = list(ENVIRONMENT.trusted_origins)
ROOT_URLCONF = "oneplan.config.urls"
WSGI_APPLICATION = "oneplan.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "oneplan.records.accounts",
    "oneplan.records.documents",
    "oneplan.records.improvement",
    "oneplan.records.audit",
    "oneplan.records.people",
    "oneplan.records.settings",
    "oneplan.records.casework",
    "oneplan.records.returns",
    "oneplan.records.figures",
    "oneplan.records.series",
    "oneplan.records.governance",
    "oneplan.records.delivery",
    "oneplan.records.packs",
    "oneplan.records.evaluation",
    "oneplan.records.strategy",
    "oneplan.records.practice",
    "oneplan.records.voice",
    "oneplan.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "oneplan.web.middleware.PageHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "oneplan.web.middleware.Rights",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "oneplan.web.ui.context.area",
            ],
            "builtins": ["oneplan.web.ui.templatetags.ui"],
        },
    },
]

FORM_RENDERER = "oneplan.web.ui.forms.GovukRenderer"
CSRF_FAILURE_VIEW = "oneplan.web.errors.form_expired"

# ---- Stores --------------------------------------------------------------------------------------------------


def _database() -> dict[str, Any]:
    database: dict[str, Any] = dict(dj_database_url.parse(ENVIRONMENT.database_url, conn_max_age=60))
    if database["ENGINE"].endswith("sqlite3"):
        # Writers queue at once instead of failing half-way; FULL keeps an acknowledged write through a power cut.
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        }
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DOCUMENT_ROOT = ENVIRONMENT.home / "documents"
AUDIT_KEY = ENVIRONMENT.audit_key
AUDIT_HEADS = ENVIRONMENT.home / "audit" / "heads.log"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# ---- Words, days and files -----------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False
STATIC_URL = "static/"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STATIC_ROOT = ENVIRONMENT.home / "static"
WHITENOISE_USE_FINDERS = ENVIRONMENT.is_evaluation
FILE_UPLOAD_HANDLERS = ["oneplan.web.uploading.BoundedUpload"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# ---- Who is there --------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "oneplan.web.signin.adapter.StaffAccountAdapter"
ACCOUNT_FORMS = {
    "login": "oneplan.web.signin.asking.SignIn",
    "reset_password": "oneplan.web.signin.asking.Forgotten",
    "reset_password_from_key": "oneplan.web.signin.asking.NewPassword",
    "change_password": "oneplan.web.signin.asking.ChangedPassword",
    "reauthenticate": "oneplan.web.signin.asking.Confirmed",
}
MFA_ADAPTER = "oneplan.web.signin.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "oneplan.web.signin.asking.SecondFactor",
    "reauthenticate": "oneplan.web.signin.asking.SecondFactorAgain",
    "activate_totp": "oneplan.web.signin.asking.FirstCode",
    "add_webauthn": "oneplan.web.signin.asking.AddedPasskey",
    "edit_webauthn": "oneplan.web.signin.asking.RenamedPasskey",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Administrators give the addresses and the invitation proves them; there is no other proof to wait for.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = f"One Plan, {ENVIRONMENT.area_name}"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = ENVIRONMENT.is_evaluation
EMAIL_BACKEND = (
    "django.core.mail.backends.console.EmailBackend"
    if ENVIRONMENT.is_evaluation
    else ("django.core.mail.backends.smtp.EmailBackend")
)
_MAIL = urlsplit(ENVIRONMENT.mail_server)
EMAIL_HOST, EMAIL_PORT = _MAIL.hostname or "localhost", _MAIL.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_MAIL.username or ""), unquote(_MAIL.password or "")
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.scheme == "smtp+tls", _MAIL.scheme == "smtps"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from

# ---- The browser's rules -------------------------------------------------------------------------------------

SESSION_COOKIE_NAME = "__Host-session" if ENVIRONMENT.https else "session"
SESSION_COOKIE_SECURE = ENVIRONMENT.https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = ENVIRONMENT.https
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENVIRONMENT.https
SECURE_HSTS_PRELOAD = ENVIRONMENT.https
SECURE_CONTENT_TYPE_NOSNIFF = True
# With no referrer at all browsers send forms with an origin of "null", and every form would be refused.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"without_keys": {"()": "oneplan.config.secret_addresses.WithoutKeys"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["without_keys"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
