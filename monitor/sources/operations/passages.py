"""Quoting: the exact words a claim rests on."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import pgettext

from monitor.accounts.models import User
from monitor.accounts.openness import require
from monitor.accounts.roles import Power
from monitor.changes.wording import line
from monitor.sources.models import Document, DocumentVersion, Passage, Voice
from monitor.sources.refusals import PassageRefused
from monitor.sources.text import LONGEST_WORDS, occurrences

# Code points kept before and after the words, to find them again in another version.
CONTEXT = 32


@transaction.atomic
def quote(
    *,
    version: DocumentVersion,
    start: int,
    end: int,
    exact: str | None = None,
    voice: str = Voice.OWN,
    reporter: str = "",
    by: User,
    at: datetime,
) -> Passage:
    """The passage at [start, end) of the text (code points, half open); made once, then found.

    `exact`, if given, must be what stands there. `reporter` says who reports words that are not the
    document's own. Raises PassageRefused, WordingRefused or PowerRefused.
    """
    require(by, Power.DRAFT)
    if not Document.objects.visible_to(by).filter(pk=version.document_id).exists():
        raise PassageRefused(pgettext("refusal", "There is no such text."), code="unknown")
    if voice not in Voice.values:
        raise PassageRefused(
            pgettext("refusal", "“%(voice)s” is none of: %(known)s.")
            % {"voice": voice, "known": ", ".join(Voice.values)},
            code="not_a_choice",
            field="voice",
        )
    words = _words_at(version.text, start, end)
    if exact is not None and exact != words:
        raise PassageRefused(
            pgettext(
                "refusal",
                "At characters %(start)d to %(end)d the text has “%(words)s”, not “%(exact)s”.",
            )
            % {"start": start, "end": end, "words": words[:80], "exact": exact[:80]},
            code="mismatch",
            field="exact",
        )
    passage, _ = Passage.objects.get_or_create(
        version=version,
        start=start,
        end=end,
        voice=voice,
        reporter=line(reporter, field="reporter", at_most=200, required=False),
        defaults={
            "exact": words,
            "prefix": version.text[max(0, start - CONTEXT) : start],
            "suffix": version.text[end : end + CONTEXT],
            "created_by": by,
            "created_at": at,
        },
    )
    return passage


def find_words(version: DocumentVersion, words: str) -> list[tuple[int, int]]:
    """Where `words` stand in the text: (start, end) each, at most 20, in order.

    White space and typographic marks may differ; `version.text[start:end]` are the exact words.
    """
    return occurrences(version.text, words)


def _words_at(text: str, start: int, end: int) -> str:
    if not 0 <= start <= end <= len(text):
        raise PassageRefused(
            pgettext(
                "refusal",
                "Characters %(start)d to %(end)d are not in the text, which has %(length)d.",
            )
            % {"start": start, "end": end, "length": len(text)},
            code="outside",
            field="words",
        )
    words = text[start:end]
    if not words.strip():
        raise PassageRefused(
            pgettext("refusal", "A passage holds at least one word."), code="empty", field="words"
        )
    if len(words) > LONGEST_WORDS:
        raise PassageRefused(
            pgettext("refusal", "A passage has at most %(most)d characters: take the words alone.")
            % {"most": LONGEST_WORDS},
            code="too_long",
            field="words",
        )
    return words
