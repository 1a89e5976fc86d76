import django.db.models.deletion
import django.utils.timezone
import oneplan.records.public_id
from django.conf import settings
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from oneplan.records.append_only import guard, unguard

TABLES = (
    "improvement_arearating",
    "improvement_challengeanswer",
    "improvement_greenrequest",
    "improvement_greendecision",
)


def mark_what_nobody_approved(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Until now nobody could approve a green rating on evidence, so every one there is carries the mark."""
    greens = apps.get_model("improvement", "Action").objects.filter(rating__in=["complete", "complete_embedded"])
    greens.update(is_evidence_unseen=True)


class Migration(migrations.Migration):
    """Green ratings rest on evidence; areas are rated by impact; challenges have answers that stay."""

    dependencies = [
        ("improvement", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="action",
            name="is_evidence_unseen",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="AreaRating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area", models.TextField()),
                ("impact", models.CharField(max_length=30)),
                ("reason", models.TextField()),
                ("evidence", models.TextField(blank=True)),
                ("evidence_kind", models.CharField(blank=True, max_length=30)),
                ("evidence_on", models.DateField(null=True)),
                ("measure", models.CharField(blank=True, max_length=80)),
                ("acting_role", models.CharField(blank=True, max_length=50)),
                ("on", models.DateField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="area_ratings",
                        to="improvement.improvementplan",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="area_ratings",
                        to="improvement.section",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="ChallengeAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("about", models.CharField(max_length=300)),
                ("reason", models.TextField()),
                ("acting_role", models.CharField(blank=True, max_length=50)),
                ("on", models.DateField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="challenge_answers",
                        to="improvement.action",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="GreenRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=oneplan.records.public_id.random_public_id, max_length=20, unique=True),
                ),
                (
                    "rating",
                    models.CharField(
                        choices=[
                            ("not_started", "not_started"),
                            ("on_track", "on_track"),
                            ("at_risk", "at_risk"),
                            ("delayed", "delayed"),
                            ("complete_unembedded", "complete_unembedded"),
                            ("complete", "complete"),
                            ("complete_embedded", "complete_embedded"),
                            ("paused", "paused"),
                            ("superseded", "superseded"),
                            ("unknown", "unknown"),
                        ],
                        max_length=30,
                    ),
                ),
                ("rating_raw", models.CharField(max_length=300)),
                ("reason", models.TextField()),
                ("owner_roles", models.JSONField(default=list)),
                ("acting_role", models.CharField(blank=True, max_length=50)),
                ("on", models.DateField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="green_requests",
                        to="improvement.action",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="GreenDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("approved", "Approved"), ("sent-back", "Sent Back"), ("overtaken", "Overtaken")],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField()),
                ("acting_role", models.CharField(blank=True, max_length=50)),
                ("on", models.DateField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="improvement.actionevent",
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="improvement.greenrequest",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.RunPython(mark_what_nobody_approved, migrations.RunPython.noop),
        migrations.RunPython(guard(*TABLES), unguard(*TABLES)),
    ]
