"""Who of the demonstration's people goes where: each part, a restricted one, one withdrawn."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from monitor.events.operations import add_participation, withdraw_participation
from monitor.intake.demo.writing import Stage

# Days before today on which delegations are entered: every event named here stands by then.
ENTERED = 4


@dataclass(frozen=True, slots=True)
class Going:
    """One of us; `lead` and `drafter` are codes of desks, "" for no statement."""

    event: str
    post: str
    level: str
    part: str
    lead: str = "security"
    drafter: str = ""
    opens: str = "staff"
    withdrawn: bool = False


DELEGATIONS: tuple[Going, ...] = (
    Going("today-1", "Minister of Ports", "minister", "speaks", drafter="law"),
    Going("today-1", "Head of the delegation's office", "senior_official", "attends"),
    Going("today-2", "Minister of Ports", "minister", "attends"),
    Going("next-1", "Permanent Representative", "ambassador", "host", drafter="security"),
    Going("next-2", "Adviser on lamps", "expert", "undecided"),
    Going("next-3", "Consul General", "ambassador", "represented", opens="restricted"),
    Going("next-4", "Prime Minister", "head_of_government", "regrets", lead="law"),
    Going("next-6", "Deputy Minister of Roads", "deputy_minister", "speaks", lead="law"),
    Going("next-7", "Deputy Minister of Roads", "deputy_minister", "attends"),
    Going("next-8", "Director of Pilots", "senior_official", "attends", withdrawn=True),
    Going("past-1", "Minister of Ports", "minister", "host", drafter="security"),
)


def enter_delegations(stage: Stage) -> None:
    """Enter who goes, once the events stand."""
    stage.script.on(ENTERED, partial(_enter, stage))


def _enter(stage: Stage) -> None:
    desks = stage.cast.desks
    for row in DELEGATIONS:
        acts: dict[str, Any] = stage.script.as_(stage.cast["head"])
        event = stage.events[row.event]
        event.refresh_from_db()
        going = add_participation(
            event=event,
            post=row.post,
            level=row.level,
            part=row.part,
            lead_desk=desks[row.lead],
            drafting=bool(row.drafter),
            drafting_desk=desks[row.drafter] if row.drafter else None,
            visibility=row.opens,
            desks=[desks[row.lead]] if row.opens == "restricted" else [],
            **acts,
        )
        if row.withdrawn:
            withdraw_participation(
                participation=going, edition=going.edition, reason="Invented: not invited.", **acts
            )
