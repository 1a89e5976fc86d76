import django.db.models.deletion
import django.utils.timezone
import oneplan.records.public_id
from django.conf import settings
from django.db import migrations, models

from oneplan.records.append_only import guard, unguard

TABLES = ("voice_voiceitem", "voice_voicestep", "voice_involvement", "voice_promisecheck")


class Migration(migrations.Migration):
    """What people said and what became of it is added to, never changed."""

    initial = True

    dependencies = [
        ("improvement", "0003_ratings_on_evidence"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Engagement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=oneplan.records.public_id.random_public_id, max_length=20, unique=True),
                ),
                ("title", models.CharField(max_length=300)),
                ("source", models.CharField(max_length=30)),
                ("group", models.CharField(max_length=30)),
                ("planned_on", models.DateField()),
                ("papers_out_on", models.DateField(null=True)),
                ("held_on", models.DateField(null=True)),
                ("heard", models.PositiveIntegerField(null=True)),
                ("called_off_because", models.TextField(blank=True)),
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
                        related_name="engagements",
                        to="improvement.improvementplan",
                    ),
                ),
            ],
            options={
                "ordering": ["planned_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Involvement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("group", models.CharField(max_length=30)),
                ("who", models.CharField(max_length=200)),
                ("level", models.CharField(max_length=20)),
                ("rung", models.CharField(max_length=20)),
                ("how", models.TextField()),
                ("changed", models.TextField(blank=True)),
                ("could_not", models.TextField(blank=True)),
                ("could_not_because", models.TextField(blank=True)),
                ("happened_on", models.DateField()),
                ("acting_role", models.CharField(blank=True, max_length=50)),
                ("on", models.DateField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="involvements",
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
                "ordering": ["-happened_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="PromiseCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("statement", models.CharField(max_length=60)),
                ("points", models.PositiveSmallIntegerField()),
                ("group", models.CharField(max_length=30)),
                ("says", models.TextField(blank=True)),
                ("checked_on", models.DateField()),
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
                        related_name="promise_checks",
                        to="improvement.improvementplan",
                    ),
                ),
            ],
            options={
                "ordering": ["-checked_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Quote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=oneplan.records.public_id.random_public_id, max_length=20, unique=True),
                ),
                ("priority", models.PositiveIntegerField()),
                ("words", models.TextField()),
                ("group", models.CharField(max_length=30)),
                ("said_on", models.DateField()),
                ("consent", models.TextField()),
                ("consent_on", models.DateField()),
                ("may_be_public", models.BooleanField(default=False)),
                ("withdrawn_on", models.DateField(null=True)),
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
                        related_name="quotes",
                        to="improvement.improvementplan",
                    ),
                ),
            ],
            options={
                "ordering": ["priority", "-said_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="VoiceItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=oneplan.records.public_id.random_public_id, max_length=20, unique=True),
                ),
                ("group", models.CharField(max_length=30)),
                ("source", models.CharField(max_length=30)),
                ("level", models.CharField(max_length=20)),
                ("theme", models.CharField(max_length=120)),
                ("said", models.TextField()),
                ("heard_on", models.DateField()),
                ("acting_role", models.CharField(blank=True, max_length=50)),
                ("on", models.DateField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "action",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="improvement.action",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "engagement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="voice.engagement",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="improvement.improvementplan",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="improvement.section",
                    ),
                ),
            ],
            options={
                "ordering": ["-heard_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="VoiceStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("decided", "Decided"), ("effect", "Effect"), ("told", "Told")], max_length=10
                    ),
                ),
                ("decision", models.CharField(blank=True, max_length=20)),
                ("words", models.TextField()),
                ("reason", models.TextField(blank=True)),
                ("whom", models.CharField(blank=True, max_length=200)),
                ("told_whom", models.CharField(blank=True, max_length=200)),
                ("told_how", models.CharField(blank=True, max_length=200)),
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="voice.voiceitem"
                    ),
                ),
            ],
            options={
                "ordering": ["item_id", "id"],
            },
        ),
        migrations.CreateModel(
            name="PublicComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=oneplan.records.public_id.random_public_id, max_length=20, unique=True),
                ),
                ("said", models.TextField()),
                ("on", models.DateField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("place", models.CharField(blank=True, max_length=64)),
                ("refused_because", models.TextField(blank=True)),
                ("decided_on", models.DateField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="improvement.improvementplan",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="improvement.section",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comment",
                        to="voice.voiceitem",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["place", "at"], name="comments_by_place")],
            },
        ),
        migrations.RunPython(guard(*TABLES), unguard(*TABLES)),
    ]
