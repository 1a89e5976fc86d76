"""Serves the yardstick page by itself, behind Django's own middleware alone: ``gunicorn benchmarks.plain_server``."""

import os

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oneplan.config.settings")
django.setup()
settings.ROOT_URLCONF = "benchmarks.plain_case"
settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if each.startswith("django.")]
application = get_wsgi_application()
