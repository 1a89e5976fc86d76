from django.db import migrations

from oneplan.records.append_only import guard, unguard

TABLES = ("casework_caseevent",)


class Migration(migrations.Migration):
    """What happened in a case stays written; a correction is another row."""

    dependencies = [("casework", "0002_initial")]
    operations = [migrations.RunPython(guard(*TABLES), unguard(*TABLES))]
