"""``python -m oneplan.jobs``: the process that does the work that waits."""

from __future__ import annotations

import os

import django


def main() -> None:
    """Sets Django up and works until stopped."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oneplan.config.settings")
    django.setup()
    from oneplan.jobs.running import run_until_stopped  # noqa: PLC0415 - its tables exist only from here on

    run_until_stopped()


if __name__ == "__main__":
    main()
