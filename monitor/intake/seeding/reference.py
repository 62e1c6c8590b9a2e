"""Loading the reference lists: actors, memberships, topics, places."""

from pathlib import Path
from typing import Any

from monitor.actors.models import Actor, Membership, Place, Topic
from monitor.actors.operations import Belonging, Entry, keep_entry, keep_memberships
from monitor.intake.seeding.report import Report
from monitor.intake.seeding.rows import Row, read

NAMES = ("name_en", "name_fr", "name_es", "name_ar")
DEMONYMS = ("demonym_en", "demonym_fr", "demonym_es", "demonym_ar")


def load_reference(folder: Path, report: Report) -> None:
    """Load the lists in `folder`; a row that stands as it is costs no write."""
    actors = read(folder / "actors.csv", ("code", "kind", *NAMES, "part_of", "source"))
    states = read(
        folder / "states.csv",
        ("code", "iso2", "m49", "kind", *NAMES, *DEMONYMS, "un_group", "un_group_note", "source"),
    )
    known = {actor.code: actor for actor in Actor.objects.all()}
    for row in actors:
        values = {name: row[name] for name in ("kind", *NAMES, "source")}
        _keep(row, known, Actor, {**values, "part_of": _actor(row, "part_of", known)}, report)
    for row in states:
        plain = ("kind", "iso2", "m49", *NAMES, *DEMONYMS, "un_group_note", "source")
        values = {name: row[name] for name in plain}
        _keep(row, known, Actor, {**values, "un_group": _actor(row, "un_group", known)}, report)
    _load_memberships(folder, known, report)
    _load_topics(folder, report)
    _load_places(folder, known, report)


def _keep(
    row: Row, known: dict[str, Any], model: type[Entry], values: dict[str, Any], report: Report
) -> None:
    """Bring one entry, found by its code, to these values."""
    entry = known.get(row["code"])
    if entry is None:
        entry = known[row["code"]] = model(code=row["code"])
    else:
        standing = {name: getattr(entry, name) for name in values}
        values = report.spare(entry.uuid, row["code"], values, standing)
        if not values:
            return
    with row.blamed():
        keep_entry(entry=entry, values=values, **report.acting)
    report.done[model.__name__] += 1


def _actor(row: Row, field: str, known: dict[str, Actor]) -> Actor | None:
    if not row[field]:
        return None
    if row[field] not in known:
        raise row.refuse(field, f"There is no actor “{row[field]}”.")
    return known[row[field]]


def _load_memberships(folder: Path, known: dict[str, Actor], report: Report) -> None:
    rows = read(folder / "memberships.csv", ("group", "member", "since", "until", "note", "source"))
    standing = {
        (m.group_id, m.member_id, m.since): (m.until, m.note, m.source)
        for m in Membership.objects.all()
    }
    changed, met = [], set()
    for row in rows:
        group, member = _actor(row, "group", known), _actor(row, "member", known)
        if group is None or member is None:
            raise row.refuse("group", "A membership names its group and its member.")
        since, until = row.day("since"), row.day("until")
        if since and until and until <= since:
            raise row.refuse("until", "It ends before it begins.")
        if (group, member, since) in met:
            raise row.refuse("member", "This membership stands in an earlier line.")
        met.add((group, member, since))
        if standing.get((group.pk, member.pk, since)) != (until, row["note"], row["source"]):
            changed.append(Belonging(group, member, since, until, row["note"], row["source"]))
    if changed:
        report.done["Membership"] += keep_memberships(belongings=changed, **report.acting)


def _load_topics(folder: Path, report: Report) -> None:
    known = {topic.code: topic for topic in Topic.objects.all()}
    for row in read(folder / "topics.csv", ("code", "parent", *NAMES)):
        if row["parent"] and row["parent"] not in known:
            raise row.refuse("parent", f"There is no topic “{row['parent']}”.")
        parent = known[row["parent"]] if row["parent"] else None
        values = {name: row[name] for name in NAMES}
        _keep(row, known, Topic, {**values, "parent": parent}, report)


def _load_places(folder: Path, actors: dict[str, Actor], report: Report) -> None:
    known = {place.code: place for place in Place.objects.select_related("country")}
    columns = ("code", *NAMES, "venue", "country", "country_words", "zone")
    for row in read(folder / "places.csv", columns):
        values = {name: row[name] for name in (*NAMES, "venue", "country_words", "zone")}
        country = _actor(row, "country", actors)
        _keep(row, known, Place, {**values, "country": country, "visibility": "public"}, report)
