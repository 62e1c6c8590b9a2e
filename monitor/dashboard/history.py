"""What happened to a commitment and to a follow-up, newest first, for the timeline."""

from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy

from monitor.accounts.models import User
from monitor.accounts.roles import Power
from monitor.changes.item import ItemKind
from monitor.changes.labels import door_label
from monitor.changes.models import Change
from monitor.commitments.labels import ACT_LABELS, ASSESSMENT_LABELS, STANCE_LABELS
from monitor.commitments.models import Assessment, Commitment, Evidence, Obligation
from monitor.commitments.obligations import saved
from monitor.commitments.replay import struck
from monitor.commitments.workflow import Act, Code, Stance
from monitor.dashboard.fields import field_name, field_value

# As much as a page shows of a long history; the log keeps all of it.
SHOWN = 30

ACTS: dict[str, tuple[str | Promise, str]] = {
    "draft": (pgettext_lazy("history", "Drafted"), "draft"),
    "edit": (pgettext_lazy("history", "Edited"), "pencil"),
    "propose_change": (pgettext_lazy("history", "Change of the terms proposed"), "pencil"),
    "accept_change": (pgettext_lazy("history", "Proposed change accepted"), "check"),
    "reject_change": (pgettext_lazy("history", "Proposed change rejected"), "cross"),
    "quote": (pgettext_lazy("history", "Words added"), "quote"),
    "submit": (pgettext_lazy("history", "Submitted"), "submitted"),
    "publish": (pgettext_lazy("history", "Published"), "published"),
    "return": (pgettext_lazy("history", "Returned"), "returned"),
    "archive": (pgettext_lazy("history", "Archived"), "archived"),
    "ask_public": (pgettext_lazy("history", "Asked to make public"), "feed"),
    "make_public": (pgettext_lazy("history", "Made public"), "feed"),
    "add_evidence": (pgettext_lazy("history", "Evidence added"), "document"),
    "remove_evidence": (pgettext_lazy("history", "Evidence removed"), "trash"),
}


# What happens to an entry before it stands; shown to those who may read drafts.
BEFORE_IT_STANDS = (
    "draft", "submit", "return", "propose_change", "reject_change", "ask_public",
)  # fmt: skip


ON_EVIDENCE = ("add_evidence", "remove_evidence")


def evidence_ref(change: Change) -> str:
    """The reference of the document that a change of evidence names first."""
    return change.note.split(" ", 1)[0]


def stood(change: Change, published_at: datetime | None) -> bool:
    """Whether an act on a commitment is one that those see who may not read drafts."""
    if published_at is None:
        return change.act == "archive"
    return change.at >= published_at and change.act not in BEFORE_IT_STANDS


def commitment_history(one: Commitment, user: User) -> list[dict[str, Any]]:
    """The latest acts on the entry itself; those on follow-ups stand on their own pages.

    Who may not read drafts sees the acts from publication on.
    """
    changes = Change.objects.of(kind=ItemKind.COMMITMENT, uuid=one.uuid)
    if not user.may(Power.READ_DRAFTS):
        since = one.published_at
        stood = changes.filter(at__gte=since) if since else changes.filter(act="archive")
        changes = stood.exclude(act__in=BEFORE_IT_STANDS)
    rows = list(changes[:SHOWN])
    names = _people(rows)
    return [
        {
            "icon_name": ACTS[row.act][1] if row.act in ACTS else "history",
            "what": ACTS[row.act][0] if row.act in ACTS else row.act,
            "why": _why(row),
            "who": _who(names.get(row.by, row.by), row.via),
            "at": row.at,
        }
        for row in rows
    ]


def _people(rows: list[Change]) -> dict[str, str]:
    usernames = {row.by for row in rows}
    return {user.username: str(user) for user in User.objects.filter(username__in=usernames)}


def _why(row: Change) -> str:
    fields = [
        pgettext("history", "%(field)s: %(before)s → %(after)s")
        % {
            "field": field_name(name),
            "before": field_value(name, pair[0]),
            "after": field_value(name, pair[1]),
        }
        for name, pair in row.fields.items()
        if name != "record" and row.act != "draft"
    ]
    return "; ".join([*([row.note] if row.note else []), *fields])


def _who(name: str, via: str) -> str:
    return pgettext("history", "%(name)s, %(door)s") % {"name": name, "door": door_label(via)}


def acts_of(obligation: Obligation) -> list[Assessment]:
    """The history of a follow-up, oldest first; none for one that nobody has touched."""
    if not saved(obligation):
        return []
    return list(obligation.assessments.select_related("by").order_by("position"))


def follow_up_history(
    obligation: Obligation, rows: list[Assessment], user: User
) -> list[dict[str, Any]]:
    """Every act on a follow-up, newest first, what was taken back struck through with its reason.

    `rows` are its assessments, oldest first; between them stands the evidence added and removed, as
    far as `user` may see it.
    """
    out = struck(rows)
    why = {row.answers_id: row.reason for row in rows if row.act == Act.RETRACT}
    entries = [_entry(row, out, why) for row in rows]
    changes = Change.objects.of(kind=ItemKind.OBLIGATION, uuid=obligation.uuid).filter(
        act__in=ON_EVIDENCE
    )[:SHOWN]
    refs = _visible_refs(obligation, user)
    found = [change for change in changes if evidence_ref(change) in refs]
    names = _people(found)
    entries += [
        {
            "icon_name": ACTS[change.act][1],
            "what": ACTS[change.act][0],
            "why": change.note,
            "who": _who(names.get(change.by, change.by), change.via),
            "at": change.at,
        }
        for change in found
    ]
    return sorted(entries, key=lambda entry: (entry["at"], entry.get("position", 0)), reverse=True)


def _visible_refs(obligation: Obligation, user: User) -> set[str]:
    """The references of the documents whose evidence on this follow-up `user` may see."""
    if not saved(obligation):
        return set()
    evidence = Evidence.objects.visible_to(user).filter(uses__obligation=obligation)
    return {piece.document.ref for piece in evidence.select_related("document")}


def _entry(row: Assessment, out: frozenset[int], why: dict[int | None, str]) -> dict[str, Any]:
    code = Code(row.code)
    what = pgettext("history", "%(act)s: %(status)s") % {
        "act": ACT_LABELS[Act(row.act)],
        "status": ASSESSMENT_LABELS[code],
    }
    if row.stance != Stance.OURS:
        what += f" ({STANCE_LABELS[Stance(row.stance)]})"
    reason = row.reason
    if row.pk in out and why.get(row.pk):
        reason = pgettext("history", "Taken back: %s") % why[row.pk]
    return {
        "icon_name": _ICONS.get(Act(row.act), f"status-{code}"),
        "status": code.value if row.act not in _ICONS else "",
        "what": what,
        "why": reason,
        "who": _who(str(row.by), row.via),
        "at": row.at,
        "struck": row.pk in out,
        "position": row.position,
    }


_ICONS = {Act.PROPOSE: "status-proposed", Act.RETURN: "returned", Act.RETRACT: "undo"}
