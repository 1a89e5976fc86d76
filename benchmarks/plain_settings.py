"""The product's settings, with only Django's own middleware and the plain list before the product's addresses."""

from oneplan.config.settings import *  # noqa: F403 - the same settings, but for two

ROOT_URLCONF = "benchmarks.plain_work"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # the sign-in library refuses to start without it
]
