"""The whole seed in one transaction: all of it, or nothing and a list of what is wrong."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from monitor.accounts.models import User
from monitor.accounts.operations import ensure_roles, keep_seed_account
from monitor.accounts.roles import Role
from monitor.actors.models import Actor, Place, Topic
from monitor.intake.seeding.commitments import load_assessments, load_commitments
from monitor.intake.seeding.events import (
    Known,
    load_claims,
    load_events,
    load_moves,
    load_series,
)
from monitor.intake.seeding.reference import load_reference
from monitor.intake.seeding.report import Report
from monitor.intake.seeding.sources import load_documents, load_passages


@transaction.atomic
def load_seeds(*, folder: Path, at: datetime) -> Report:
    """Bring the database to what the files in `folder` say, through the operations.

    Idempotent: what stands as the files say costs no write; what a person edited is kept and named
    in the report. Raises SeedRefused naming file, line and field, and then nothing is loaded.
    """
    ensure_roles()
    report = Report(by=_recorder(), checker=_checker(), at=at)
    load_reference(folder, report)
    record = folder / "record"
    documents = load_documents(record, report)
    known = Known(
        documents=documents,
        passages=load_passages(record, documents, report),
        actors={actor.code: actor for actor in Actor.objects.all()},
        places={place.code: place for place in Place.objects.all()},
        topics={topic.code: topic for topic in Topic.objects.all()},
    )
    series = load_series(record, known, report)
    events = load_events(record, known, series, report)
    load_claims(record, events, known, report)
    load_moves(record, events, known, report)
    events = {key: type(event).objects.get(pk=event.pk) for key, event in events.items()}
    commitments = load_commitments(record, known, events, report)
    load_assessments(record, known, commitments, report)
    return report


def _recorder() -> User:
    return keep_seed_account(
        username="seed-recorder", first_name="Seed, recorder", roles={Role.CONTRIBUTOR}
    )


def _checker() -> User:
    return keep_seed_account(
        username="seed-checker",
        first_name="Seed, checker",
        roles={Role.VERIFIER, Role.COORDINATOR},
    )
