from django.db import migrations

from oneplan.records.append_only import guard, unguard

TABLES = ("improvement_actionevent",)


class Migration(migrations.Migration):
    """Events are appended; a correction is a new event."""

    dependencies = [("improvement", "0001_initial")]
    operations = [migrations.RunPython(guard(*TABLES), unguard(*TABLES))]
