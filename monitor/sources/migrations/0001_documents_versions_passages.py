"""The tables of this slice."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_users_and_desks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("staff", "Staff"),
                            ("restricted", "Restricted to desks"),
                        ],
                        default="staff",
                        max_length=10,
                        verbose_name="visibility",
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveIntegerField(editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("resolution", "Resolution"),
                            ("presidential_statement", "Presidential statement"),
                            ("press_release", "Press release"),
                            ("news_article", "News article"),
                            ("speech", "Speech"),
                            ("communique", "Communiqué"),
                            ("note_verbale", "Note verbale"),
                            ("treaty", "Treaty"),
                            ("report", "Report"),
                            ("web_page", "Web page"),
                        ],
                        max_length=24,
                        verbose_name="kind",
                    ),
                ),
                ("symbol", models.CharField(blank=True, max_length=80, verbose_name="symbol")),
                ("title", models.CharField(max_length=500, verbose_name="title")),
                (
                    "publisher",
                    models.CharField(blank=True, max_length=200, verbose_name="publisher"),
                ),
                ("url", models.URLField(blank=True, max_length=1000, verbose_name="web address")),
                ("language", models.CharField(default="en", max_length=8, verbose_name="language")),
                (
                    "official",
                    models.BooleanField(
                        default=False,
                        help_text="Issued by the body it speaks for, not reported by others.",
                        verbose_name="official",
                    ),
                ),
                (
                    "published_edtf",
                    models.CharField(blank=True, max_length=40, verbose_name="date of publication"),
                ),
                ("published_earliest", models.DateField(blank=True, null=True)),
                ("published_latest", models.DateField(blank=True, null=True)),
                (
                    "published_basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stated", "Stated in the document"),
                            ("inferred", "Inferred"),
                            ("confirmed", "Confirmed by a person"),
                        ],
                        max_length=10,
                        verbose_name="how the date is known",
                    ),
                ),
                ("published_note", models.TextField(blank=True, verbose_name="note on the date")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "record",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("returned", "Returned"),
                            ("published", "Published"),
                            ("archived", "Archived"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="entry",
                    ),
                ),
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField()),
                (
                    "desks",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="accounts.desk", verbose_name="desks"
                    ),
                ),
                (
                    "public_asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "document",
                "verbose_name_plural": "documents",
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="DocumentVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=8)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("as_delivered", "As delivered"),
                            ("advance", "Advance"),
                            ("official", "Official"),
                            ("corrigendum", "Corrigendum"),
                        ],
                        default="official",
                        max_length=12,
                    ),
                ),
                ("text", models.TextField()),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("file_sha256", models.CharField(blank=True, max_length=64)),
                ("created_at", models.DateTimeField()),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="sources.document",
                    ),
                ),
            ],
            options={
                "verbose_name": "text",
                "verbose_name_plural": "texts",
                "ordering": ["document", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("exact", models.TextField()),
                ("prefix", models.CharField(blank=True, max_length=64)),
                ("suffix", models.CharField(blank=True, max_length=64)),
                (
                    "voice",
                    models.CharField(
                        choices=[
                            ("own", "Own words"),
                            ("reported", "Reported speech"),
                            ("narrator", "Narrator"),
                        ],
                        default="own",
                        max_length=10,
                    ),
                ),
                ("reporter", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField()),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passages",
                        to="sources.documentversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "passage",
                "verbose_name_plural": "passages",
                "ordering": ["version", "start", "end"],
            },
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_earliest__isnull", True),
                    ("published_latest__isnull", True),
                    ("published_latest__gte", models.F("published_earliest")),
                    _connector="OR",
                ),
                name="sources_document_published_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_edtf", ""),
                    models.Q(("published_basis", ""), _negated=True),
                    _connector="OR",
                ),
                name="sources_document_date_has_a_basis",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True),
                name="sources_document_has_a_title",
            ),
        ),
        migrations.AddConstraint(
            model_name="documentversion",
            constraint=models.UniqueConstraint(
                fields=("document", "language", "stage"), name="sources_version_once_per_stage"
            ),
        ),
        migrations.AddConstraint(
            model_name="documentversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="sources_version_has_text"
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(("end__gt", models.F("start"))), name="sources_passage_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.UniqueConstraint(
                fields=("version", "start", "end", "voice", "reporter"), name="sources_passage_once"
            ),
        ),
    ]
