"""Commitments of the demonstration, published by a second person, and how each bearer stands."""

from datetime import timedelta
from functools import partial
from typing import Any

from monitor.accounts.models import User
from monitor.actors.models import Actor, Topic
from monitor.commitments.models import Commitment
from monitor.commitments.obligations import obligation_of
from monitor.commitments.operations import (
    NewEvidence,
    ask_public,
    assess,
    confirm,
    draft_commitment,
    edit_commitment,
    publish,
    retract,
    return_commitment,
    return_proposal,
    submit,
)
from monitor.commitments.operations import archive_commitment as archive
from monitor.commitments.terms import Terms, terms_of
from monitor.commitments.workflow import RULES, Code, Stance
from monitor.intake.demo.days import edtf_around
from monitor.intake.demo.names import MEMBERS, STATES
from monitor.intake.demo.promises import PROMISES
from monitor.intake.demo.rows import LETTERS, Promise
from monitor.intake.demo.writing import Stage, identity, passage_of

# The last days of the demonstration are left for what awaits a second person.
FIRST_JUDGED, LAST_JUDGED = 44, 8


def enter_commitments(stage: Stage) -> None:
    """Put each commitment on its day, and each judgement on one after it."""
    ages = {"article": 44, "closed": 58, "resolution": 155, "arabic": 148, "french": 138}
    for number, row in enumerate(PROMISES):
        ago = min(row.ago, ages.get(row.paper, 128))
        by = stage.writer(row.opens, number)
        stage.script.on(ago, partial(_promise, stage, row, by))
        judged = [(place, letter) for place, letter in enumerate(row.standing) if letter != "-"]
        for step, (place, letter) in enumerate(judged):
            day = min(ago - 1, _judged_ago(letter, step * 5 + number))
            stage.script.on(day, partial(_judge, stage, row, place, day))


def _judged_ago(letter: str, step: int) -> int:
    """How many days ago: proposals wait since this week, what needs a past period comes late."""
    if letter.isupper():
        return step % 4 + 2
    if letter in "px":
        return step % 5 + 3
    return FIRST_JUDGED - 1 - step % (FIRST_JUDGED - LAST_JUDGED)


def enter_corrections(stage: Stage) -> None:
    """An entry struck, a proposal sent back, other stances, a change and an opening asked for."""
    stage.script.on(6, partial(_strike, stage))
    stage.script.on(5, partial(_send_back, stage))
    stage.script.on(4, partial(_others_say, stage))
    stage.script.on(3, partial(_propose_change, stage))
    for row in PROMISES:
        if row.opens == "asked":
            stage.script.on(2, partial(_ask, stage, row))


def bearers(row: Promise) -> list[str]:
    """The codes of whom the row addresses, in the order of its letters."""
    codes = [code for code, _ in STATES]
    if row.kind == "pledge":
        return [row.issuer]
    if row.to == "all":
        return codes
    if ":" in row.to:
        first, last = row.to.split(":")
        return codes[int(first) : int(last)]
    return row.to.split()


def find(row_key: str) -> Commitment:
    """The commitment of this row as it stands."""
    return Commitment.objects.get(uuid=identity(f"commitment/{row_key}"))


def _terms(stage: Stage, row: Promise) -> Terms:
    kind, _, rest = row.due.partition(" ")
    values: dict[str, Any] = {}
    if kind == "by":
        values = {"deadline_kind": "by", "deadline_edtf": edtf_around(stage.today, rest)}
    elif kind == "after":
        event, days = rest.split()
        values = {
            "deadline_kind": "relative",
            "deadline_days": int(days),
            "deadline_event": stage.events[event],
        }
    elif kind == "with":
        values = {"deadline_kind": "by", "deadline_event": stage.events[rest]}
    if row.kind != "pledge" and row.to == "all":
        values["addressee_group"] = Actor.objects.get(code=MEMBERS)
        values["addressee_words"] = "all Members"
    elif row.kind != "pledge" and row.to:
        values["addressees"] = tuple(Actor.objects.filter(code__in=bearers(row)))
        values["addressee_words"] = "the States named"
    opens = {"open": "public", "asked": "staff"}.get(row.opens, row.opens)
    return Terms(
        title=row.title,
        kind=row.kind,
        verb=row.verb,
        bindingness=row.bindingness,
        issuer=Actor.objects.get(code=row.issuer),
        language=row.language,
        title_fr=row.titles[0],
        title_ar=row.titles[1],
        summary="Invented for demonstration.",
        addressee_limit=row.limit,
        duty=row.duty,
        deadline_words=row.due_words,
        event=stage.events[row.event] if row.event else None,
        topics=tuple(Topic.objects.filter(code=row.topic)),
        owner_desk=stage.cast.desks["law" if row.topic == "demo-roads" else "security"],
        owner=stage.cast["desk"],
        visibility=opens,
        desks=(stage.cast.desks["security"],) if opens == "restricted" else (),
        **values,
    )


def _promise(stage: Stage, row: Promise, by: User) -> None:
    passage = passage_of(stage, row.paper, row.words, by)
    if passage is None:
        raise LookupError(f"{row.key}: its document has no text.")
    given, heads = stage.script.as_(by), stage.script.as_(stage.cast["head"])
    commitment = draft_commitment(
        terms=_terms(stage, row), passage=passage, uuid=identity(f"commitment/{row.key}"), **given
    )
    if row.record == "draft":
        return
    commitment = submit(commitment=commitment, **given)
    if row.record == "returned":
        return_commitment(
            commitment=commitment, reason="A hope is not a call: is it in the text?", **heads
        )
    elif row.record != "submitted":
        commitment = publish(commitment=commitment, **heads)
    if row.record == "archived":
        archive(commitment=commitment, reason="Entered twice.", **heads)


def _judge(stage: Stage, row: Promise, place: int, ago: int) -> None:
    """One judgement; a small letter is confirmed the same day by another person."""
    letter = row.standing[place]
    code = Code(LETTERS[letter.lower()])
    commitment = find(row.key)
    obligation = obligation_of(commitment, Actor.objects.get(code=bearers(row)[place]))
    restricted = row.opens == "restricted"
    names = ("desk", "head") if restricted else ("desk", "demo-law", "head", "demo-verifier")
    paper = "audit" if code == Code.NOT_FULFILLED else ("gazette", "courier", "observer")[place % 3]
    if paper not in stage.documents:
        paper = "notice"
    entry = assess(
        obligation=obligation,
        code=code,
        seen=obligation.last_assessment_id,
        reason=f"Invented: as {stage.documents[paper].publisher} has it.",
        evidence=[
            NewEvidence(
                document=stage.documents[paper],
                reliability="primary" if code == Code.FULFILLED else "secondary",
                supports=code != Code.NOT_FULFILLED,
            )
        ],
        effective_on=stage.today - timedelta(days=ago + place % 30),
        valid_until=_valid_until(stage, place) if code == Code.OBSERVED else None,
        **stage.script.as_(stage.cast[names[place % len(names)]]),
    )
    if RULES[code].confirmed and letter.islower():
        confirm(
            proposal=entry,
            seen=entry.pk,
            evidence_revision=entry.evidence_revision,
            **stage.script.as_(stage.cast["reviewer"]),
        )


def _valid_until(stage: Stage, place: int) -> Any:
    """Every second one is to be looked at again by now."""
    return stage.today + timedelta(days=-1 if place % 2 else 120)


def _strike(stage: Stage) -> None:
    """Judged for the wrong State, and retracted by its author."""
    obligation = obligation_of(find("plans"), Actor.objects.get(code="XAT"))
    entry = assess(
        obligation=obligation,
        code=Code.NO_INFORMATION,
        seen=None,
        reason="Nothing found in the gazettes of the past month.",
        **stage.script.as_(stage.cast["desk"]),
    )
    retract(
        entry=entry,
        seen=entry.pk,
        reason="Meant for its neighbour.",
        **stage.script.as_(stage.cast["desk"]),
    )


def _send_back(stage: Stage) -> None:
    obligation = obligation_of(find("pilots"), Actor.objects.get(code="XAK"))
    entry = assess(
        obligation=obligation,
        code=Code.NOT_APPLICABLE,
        seen=obligation.last_assessment_id,
        reason="It has no coast.",
        **stage.script.as_(stage.cast["demo-law"]),
    )
    return_proposal(
        proposal=entry,
        seen=entry.pk,
        reason="It has a river port: is that meant?",
        **stage.script.as_(stage.cast["reviewer"]),
    )


def _others_say(stage: Stage) -> None:
    for stance, code in (
        (Stance.SELF_REPORTED, Code.FULFILLED),
        (Stance.THIRD_PARTY, Code.NOT_FULFILLED),
    ):
        obligation = obligation_of(find("lamps"), Actor.objects.get(code="XAE"))
        assess(
            obligation=obligation,
            code=code,
            stance=stance,
            seen=obligation.last_assessment_id,
            reason="Invented: said at the Council’s table.",
            **stage.script.as_(stage.cast["desk"]),
        )


def _ask(stage: Stage, row: Promise) -> None:
    ask_public(commitment=find(row.key), **stage.script.as_(stage.cast["desk"]))


def _propose_change(stage: Stage) -> None:
    """Another verb, which a second person has to accept."""
    commitment = find("charts")
    standing = terms_of(commitment)
    values = {name: getattr(standing, name) for name in standing.__slots__}
    edit_commitment(
        commitment=commitment,
        terms=Terms(**{**values, "verb": "demands", "strength": None}),
        edition=commitment.edition,
        reason="The corrigendum has another verb.",
        **stage.script.as_(stage.cast["desk"]),
    )
