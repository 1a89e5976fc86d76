"""The product's own settings, for a machine that holds nothing but a test."""

import os
import tempfile

os.environ.setdefault("ONEPLAN_SECRET_KEY", "only-tests-are-signed-with-this-and-nothing-of-theirs-is-kept")
os.environ.setdefault("ONEPLAN_HTTPS", "0")
os.environ.setdefault("ONEPLAN_HOME", tempfile.mkdtemp(prefix="oneplan-test-"))
# Tests run several at once, each with a database of its own; a folder that two shared would be swept by both.
worker = os.environ.get("PYTEST_XDIST_WORKER", "")
if worker and os.environ.get("ONEPLAN_TEST_WORKER") != worker:
    os.environ["ONEPLAN_TEST_WORKER"] = worker
    os.environ["ONEPLAN_HOME"] = tempfile.mkdtemp(prefix=f"oneplan-test-{worker}-")

from oneplan.config.settings import *  # noqa: E402, F403 - what it reads is set above

# The server of static files warns when there is no folder for them, and a warning fails a test.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
# Argon2 is slow on purpose; a test that signs in a hundred times need not be.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
