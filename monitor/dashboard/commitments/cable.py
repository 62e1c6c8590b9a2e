"""One line fit for a cable or a message: who, status, words, source, as of which day."""

from datetime import date

from django.utils.translation import pgettext

from monitor.commitments.labels import ASSESSMENT_LABELS
from monitor.commitments.models import Bindingness
from monitor.commitments.status import FollowUp
from monitor.dashboard.due import day_words
from monitor.dashboard.quoting import Quote

# A cable quotes the operative words, not the page.
LONGEST_QUOTE = 300


def follow_up_line(each: FollowUp, quote: Quote | None, today: date) -> str:
    """The follow-up in one line; "obligation" is said of binding texts only."""
    one = each.commitment
    kind = (
        pgettext("cable", "obligation")
        if one.bindingness == Bindingness.BINDING
        else pgettext("cable", "follow-up")
    )
    status = str(ASSESSMENT_LABELS[each.code])
    if each.pending is not None:
        status = pgettext("cable", "%(status)s (“%(proposed)s” proposed, unconfirmed)") % {
            "status": status,
            "proposed": ASSESSMENT_LABELS[each.pending],
        }
    words = {
        "who": each.actor.name,
        "kind": kind,
        "ref": f"{one.ref}/{each.actor.code}",
        "status": status,
        "said": _said(each, quote),
        "day": day_words(today),
    }
    return pgettext("cable", "%(who)s: %(status)s (%(kind)s %(ref)s). %(said)s As of %(day)s.") % (
        words
    )


def _said(each: FollowUp, quote: Quote | None) -> str:
    issuer = each.commitment.issuer.name
    if quote is None:
        return f"{issuer}, {each.commitment.title}."
    words = " ".join(quote.words.split())
    if len(words) > LONGEST_QUOTE:
        words = words[:LONGEST_QUOTE].rstrip() + "…"
    place = [issuer, quote.document_ref]
    if quote.paragraph is not None:
        place.append(pgettext("cable", "paragraph %d") % quote.paragraph)
    if quote.reported_by:
        place.append(quote.reported_by)
    return pgettext("cable", "%(place)s: “%(words)s”.") % {
        "place": ", ".join(place),
        "words": words,
    }
