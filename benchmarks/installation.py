"""A throw-away installation with an empty database, made when this module is imported: before any model can be."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import django
from django.core.management import call_command

HOME = Path(tempfile.mkdtemp(prefix="oneplan-benchmark-"))
os.environ.update(ONEPLAN_HOME=str(HOME), ONEPLAN_DEMO="1", DJANGO_SETTINGS_MODULE="oneplan.config.settings")
os.environ.pop("DATABASE_URL", None)
django.setup()
call_command("migrate", verbosity=0)
