"""The finding on top of a page, in words: never counting the unassessed as failure."""

from django.utils.translation import npgettext, pgettext

from monitor.commitments.labels import ASSESSMENT_LABELS
from monitor.commitments.models import Commitment
from monitor.commitments.workflow import BAR_ORDER, Code


def assessed_words(commitment: Commitment) -> str:
    """How many have been looked at: "12 of 193 assessed"."""
    unseen = commitment.counts[Code.NOT_ASSESSED]
    return pgettext("finding", "%(assessed)d of %(all)d assessed") % {
        "assessed": commitment.duty_bearer_count - unseen,
        "all": commitment.duty_bearer_count,
    }


def finding(commitment: Commitment) -> str:
    """The heading: "12 of 193 States assessed: 12 in progress; 181 not assessed"."""
    counts = commitment.counts
    total, unseen = commitment.duty_bearer_count, counts[Code.NOT_ASSESSED]
    head = npgettext(
        "finding",
        "%(assessed)d of %(all)d addressee assessed",
        "%(assessed)d of %(all)d addressees assessed",
        total,
    )
    if commitment.addressee_group_id:
        head = npgettext(
            "finding",
            "%(assessed)d of %(all)d State assessed",
            "%(assessed)d of %(all)d States assessed",
            total,
        )
    words = head % {"assessed": total - unseen, "all": total}
    parts = [
        pgettext("finding", "%(n)d %(status)s") % {"n": counts[code], "status": _inner(code)}
        for code in BAR_ORDER
        if counts[code] and code != Code.NOT_ASSESSED
    ]
    if parts:
        words += pgettext("finding", ": %s") % pgettext("finding", ", ").join(parts)
        if unseen:
            words += pgettext("finding", "; %(n)d not assessed") % {"n": unseen}
    return words


def _inner(code: Code) -> str:
    """A status inside a sentence: "in progress"."""
    label = str(ASSESSMENT_LABELS[code])
    return label[:1].lower() + label[1:]
