"""The whole demonstration in one transaction, in a database that holds nothing else."""

from datetime import date
from functools import partial

from django.db import transaction

from monitor.accounts.models import Desk, User
from monitor.actors.models import Actor
from monitor.changes.models import Change
from monitor.changes.refusal import Refused
from monitor.intake.demo.calendars import enter_calendar
from monitor.intake.demo.delegations import enter_delegations
from monitor.intake.demo.following import enter_commitments, enter_corrections
from monitor.intake.demo.names import ORIGIN
from monitor.intake.demo.repeating import enter_repeats
from monitor.intake.demo.script import Script
from monitor.intake.demo.writing import Stage, enter_documents, enter_events
from monitor.intake.operations.demo_people import keep_lists, keep_people
from monitor.sources.models import Document

# Before anything else stands in the log.
FIRST_DAY = 500


class DemoRecordRefused(Refused):
    """The database holds what is not of the demonstration."""


@transaction.atomic
def make_demo_record(*, today: date) -> bool:
    """Fill an empty database with an invented record around `today`; the same for the same day.

    False where it stands already: it is left as it is. Raises DemoRecordRefused where the database
    holds anything else, and then nothing is written.
    """
    if _stands():
        return False
    _check_empty()
    script = Script(today)
    cast = keep_people()
    stage = Stage(script, cast)
    script.on(FIRST_DAY, partial(keep_lists, script, cast["head"]))
    enter_documents(stage)
    enter_events(stage)
    enter_delegations(stage)
    enter_repeats(stage)
    enter_commitments(stage)
    enter_corrections(stage)
    enter_calendar(stage)
    script.run()
    return True


def _stands() -> bool:
    """Whether what is here is a demonstration: each State is an invented one."""
    return Actor.objects.exists() and not Actor.objects.exclude(source=ORIGIN).exists()


def _check_empty() -> None:
    held = {
        model._meta.verbose_name_plural: model.objects.count()
        for model in (User, Desk, Actor, Document, Change)
    }
    found = ", ".join(f"{count} {name}" for name, count in held.items() if count)
    if found:
        raise DemoRecordRefused(
            f"This database holds a record ({found}). An invented one is made in a database of its "
            "own: name another in DATABASE_URL.",
            code="not_empty",
        )
