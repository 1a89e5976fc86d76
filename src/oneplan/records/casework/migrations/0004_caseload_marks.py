from django.db import migrations

from oneplan.records.casework.changes import unwatch, watch


class Migration(migrations.Migration):
    """Whatever a list of work shows leaves a mark when it changes."""

    dependencies = [
        ("casework", "0003_append_only"),
        ("people", "0001_initial"),
        ("settings", "0001_initial"),
        ("accounts", "0001_initial"),
    ]
    operations = [migrations.RunPython(watch(), unwatch())]
