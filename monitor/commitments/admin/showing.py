"""How the panel shows a follow-up, its due date, its words. Everything given is escaped."""

from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from monitor.accounts.panel.marks import NONE, chip
from monitor.commitments.labels import (
    ACT_LABELS,
    ASSESSMENT_LABELS,
    TIMELINESS_LABELS,
    VALIDITY_LABELS,
)
from monitor.commitments.models import Assessment, Commitment, CommitmentPassage, Obligation
from monitor.commitments.timeliness import Timeliness
from monitor.commitments.workflow import Act, Code, Validity
from monitor.sources.sentences import in_sentence

_TONES = {Timeliness.OVERDUE: "danger", Timeliness.DUE_SOON: "warn", Timeliness.REVIEW_DUE: "warn"}
_RECORD_TONES = {"published": "good", "submitted": "accent", "returned": "warn"}


def code_chip(code: str) -> SafeString:
    """An assessment's code in words and colour."""
    return chip(ASSESSMENT_LABELS[Code(code)], status=code)


def record_chip(commitment: Commitment) -> SafeString:
    """Axis A."""
    tone = _RECORD_TONES.get(commitment.record, "neutral")
    return chip(commitment.get_record_display(), tone=tone)


def validity_chip(commitment: Commitment) -> SafeString:
    """Axis B."""
    tone = "good" if commitment.validity == Validity.IN_FORCE else "neutral"
    return chip(VALIDITY_LABELS[Validity(commitment.validity)], tone=tone)


def due_chip(latest: date | None, how: Timeliness) -> SafeString:
    """The last possible day, and how things stand to it."""
    mark = chip(TIMELINESS_LABELS[how], tone=_TONES.get(how, "neutral"))
    if latest is None:
        return mark
    return format_html("{} {}", date_format(latest, "SHORT_DATE_FORMAT"), mark)


def pending_chip(obligation: Obligation) -> SafeString | str:
    """What is proposed and by whom, "–" for nothing."""
    waiting = obligation.pending
    if waiting is None:
        return NONE
    words = pgettext("proposal", "%(what)s, by %(who)s") % {
        "what": asked(waiting),
        "who": waiting.by,
    }
    return chip(words, status="proposed")


def asked(waiting: Assessment) -> str:
    """What a proposal asks a second person to confirm."""
    label = str(ASSESSMENT_LABELS[Code(waiting.code)])
    if waiting.act == Act.RETRACT:
        return pgettext("proposal", "to strike “%s”") % label
    return label


def act_words(row: Assessment) -> str:
    """One line of a history: the act and what it was about."""
    return f"{ACT_LABELS[Act(row.act)]}: {ASSESSMENT_LABELS[Code(row.code)]}"


def standing_words(obligation: Obligation) -> SafeString:
    """Where a follow-up stands now, with what awaits confirmation."""
    if obligation.pending is None:
        return code_chip(obligation.code)
    return format_html("{} {}", code_chip(obligation.code), pending_chip(obligation))


def quote(each: CommitmentPassage) -> SafeString:
    """The exact words, marked in the sentence they stand in, and where that is."""
    passage = each.passage
    version = passage.version
    part = in_sentence(version.text, passage.start, passage.end)
    return format_html(
        '<blockquote class="words" lang="{}" dir="auto">{}<mark>{}</mark>{}</blockquote>'
        '<p class="quiet">{} · {} · {}</p>',
        version.language,
        part.before,
        part.words,
        part.after,
        each.get_role_display(),
        version.document,
        passage.get_voice_display() + (f": {passage.reporter}" if passage.reporter else ""),
    )


def quotes(commitment: Commitment) -> SafeString | str:
    """Every quote of a commitment, the leading one first."""
    found = commitment.quotes.select_related("passage__version__document")
    return format_html_join("\n", "{}", ((quote(each),) for each in found)) or NONE
