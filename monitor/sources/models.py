"""Documents, their texts, and the passages a claim rests on."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from monitor.accounts.models import RecordStatus, User, VisibleModel, recorded_q, visible_q


class DocumentKind(models.TextChoices):
    RESOLUTION = "resolution", pgettext_lazy("document kind", "Resolution")
    PRESIDENTIAL_STATEMENT = (
        "presidential_statement",
        pgettext_lazy("document kind", "Presidential statement"),
    )
    PRESS_RELEASE = "press_release", pgettext_lazy("document kind", "Press release")
    NEWS_ARTICLE = "news_article", pgettext_lazy("document kind", "News article")
    SPEECH = "speech", pgettext_lazy("document kind", "Speech")
    COMMUNIQUE = "communique", pgettext_lazy("document kind", "Communiqué")
    NOTE_VERBALE = "note_verbale", pgettext_lazy("document kind", "Note verbale")
    TREATY = "treaty", pgettext_lazy("document kind", "Treaty")
    REPORT = "report", pgettext_lazy("document kind", "Report")
    WEB_PAGE = "web_page", pgettext_lazy("document kind", "Web page")


class DateBasis(models.TextChoices):
    """How a document's date is known."""

    STATED = "stated", pgettext_lazy("date basis", "Stated in the document")
    INFERRED = "inferred", pgettext_lazy("date basis", "Inferred")
    CONFIRMED = "confirmed", pgettext_lazy("date basis", "Confirmed by a person")


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: User | AnonymousUser) -> DocumentQuerySet:
        """The documents this person may see."""
        return self.filter(visible_q(user, Document), recorded_q(user))


class Document(VisibleModel):
    """A work that says things. Without a version it is a reference: a title, a date, an address."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField(unique=True, editable=False)
    kind = models.CharField(
        max_length=24, choices=DocumentKind.choices, verbose_name=pgettext_lazy("field", "kind")
    )
    symbol = models.CharField(
        max_length=80, blank=True, verbose_name=pgettext_lazy("field", "symbol")
    )
    title = models.CharField(max_length=500, verbose_name=pgettext_lazy("field", "title"))
    publisher = models.CharField(
        max_length=200, blank=True, verbose_name=pgettext_lazy("field", "publisher")
    )
    url = models.URLField(
        max_length=1000, blank=True, verbose_name=pgettext_lazy("field", "web address")
    )
    language = models.CharField(
        max_length=8, default="en", verbose_name=pgettext_lazy("field", "language")
    )
    official = models.BooleanField(
        default=False,
        help_text=pgettext_lazy(
            "help", "Issued by the body it speaks for, not reported by others."
        ),
        verbose_name=pgettext_lazy("field", "official"),
    )
    published_edtf = models.CharField(
        max_length=40, blank=True, verbose_name=pgettext_lazy("field", "date of publication")
    )
    published_earliest = models.DateField(null=True, blank=True)
    published_latest = models.DateField(null=True, blank=True)
    published_basis = models.CharField(
        max_length=10,
        choices=DateBasis.choices,
        blank=True,
        verbose_name=pgettext_lazy("field", "how the date is known"),
    )
    published_note = models.TextField(
        blank=True, verbose_name=pgettext_lazy("field", "note on the date")
    )
    # Our own line about the document; never the publisher's words.
    note = models.TextField(blank=True, verbose_name=pgettext_lazy("field", "note"))
    record = models.CharField(
        max_length=10,
        choices=RecordStatus.choices,
        default=RecordStatus.DRAFT,
        editable=False,
        verbose_name=pgettext_lazy("field", "entry"),
    )
    public_asked_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    edition = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_earliest__isnull=True)
                | Q(published_latest__isnull=True)
                | Q(published_latest__gte=F("published_earliest")),
                name="sources_document_published_in_order",
            ),
            models.CheckConstraint(
                condition=Q(published_edtf="") | ~Q(published_basis=""),
                name="sources_document_date_has_a_basis",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="sources_document_has_a_title"),
        ]
        verbose_name = pgettext_lazy("model", "document")
        verbose_name_plural = pgettext_lazy("model", "documents")

    def __str__(self) -> str:
        return f"{self.ref} {self.symbol or self.title}"

    @property
    def ref(self) -> str:
        return f"D-{self.number}"


class Stage(models.TextChoices):
    AS_DELIVERED = "as_delivered", pgettext_lazy("version stage", "As delivered")
    ADVANCE = "advance", pgettext_lazy("version stage", "Advance")
    OFFICIAL = "official", pgettext_lazy("version stage", "Official")
    CORRIGENDUM = "corrigendum", pgettext_lazy("version stage", "Corrigendum")


class DocumentVersion(models.Model):
    """One text of a document in one language and stage. Never changes: a trigger refuses it.

    The text has LF line ends and no NUL; else it is as received.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    language = models.CharField(max_length=8)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.OFFICIAL)
    text = models.TextField()
    sha256 = models.CharField(max_length=64, db_index=True)
    # Of the uploaded file as it came; empty for pasted text.
    file_sha256 = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["document", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "language", "stage"], name="sources_version_once_per_stage"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="sources_version_has_text"),
        ]
        verbose_name = pgettext_lazy("model", "text")
        verbose_name_plural = pgettext_lazy("model", "texts")

    def __str__(self) -> str:
        return f"{self.document} ({self.language}, {self.get_stage_display()})"


class Voice(models.TextChoices):
    """Whose words a passage is."""

    OWN = "own", pgettext_lazy("voice", "Own words")
    REPORTED = "reported", pgettext_lazy("voice", "Reported speech")
    NARRATOR = "narrator", pgettext_lazy("voice", "Narrator")


class Passage(models.Model):
    """The exact words a claim rests on: a W3C text position and text quote selector in one.

    `start` and `end` count Unicode code points, half open; `text[start:end] == exact` is held by
    the operation and by a trigger on both databases.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="passages")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    voice = models.CharField(max_length=10, choices=Voice.choices, default=Voice.OWN)
    # Who reports the words, where they are not the document's own: "Omar Kadiri", "narrator".
    reporter = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["version", "start", "end"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="sources_passage_not_empty"
            ),
            models.UniqueConstraint(
                fields=["version", "start", "end", "voice", "reporter"],
                name="sources_passage_once",
            ),
        ]
        verbose_name = pgettext_lazy("model", "passage")
        verbose_name_plural = pgettext_lazy("model", "passages")

    def __str__(self) -> str:
        return f"{self.version.document.ref} {self.start}–{self.end}"
