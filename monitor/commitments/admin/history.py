"""The history of a follow-up as the panel shows it: who, what, why, when, through which door."""

from typing import Any

from django.urls import reverse

from monitor.accounts.models import User
from monitor.accounts.panel.marks import moment
from monitor.changes.labels import door_label
from monitor.commitments.admin.showing import act_words
from monitor.commitments.models import Evidence, Obligation
from monitor.commitments.replay import struck
from monitor.commitments.touched import histories


def history_context(user: User, obligation: Obligation | None) -> dict[str, Any]:
    """The entries, newest first, struck ones marked, and the evidence that `user` may see."""
    if obligation is None:
        return {}
    rows = histories([obligation.pk]).get(obligation.pk, [])
    out = struck(rows)
    entries = [
        {
            "at": moment(row.at),
            "who": row.by,
            "what": act_words(row),
            "stance": row.get_stance_display() if row.stance != "ours" else "",
            "why": row.reason,
            "via": door_label(row.via),
            "struck": row.pk in out,
            "url": reverse("admin:commitments_assessment_change", args=[row.pk]),
        }
        for row in reversed(rows)
    ]
    seen = Evidence.objects.visible_to(user)
    uses = obligation.uses.filter(evidence__in=seen).select_related(
        "evidence__document", "added_by", "removed_by"
    )
    return {"entries": entries, "uses": uses}
