from django.db import migrations

from oneplan.records.append_only import guard, unguard

TABLES = ("audit_auditentry", "audit_auditseal")


class Migration(migrations.Migration):
    """What was done stays written, and so do its seals."""

    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(guard(*TABLES), unguard(*TABLES))]
