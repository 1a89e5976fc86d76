from django.db import migrations

from oneplan.records.people.filing import ignore_names, notice_names


class Migration(migrations.Migration):
    """A changed name is filed again before the next search."""

    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(notice_names(), ignore_names())]
