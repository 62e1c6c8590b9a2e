"""What may stand in the fields of a document."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypedDict

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import pgettext

from monitor.accounts.models import Desk
from monitor.changes.wording import line, lines
from monitor.dates import DateRefused, parse
from monitor.sources.models import DateBasis, DocumentKind
from monitor.sources.refusals import DocumentRefused

LONGEST_NOTE = 5_000
LINES = {"title": 500, "symbol": 80, "publisher": 200, "url": 1000, "language": 8}
NOTES = ("published_note", "note")
PUBLISHED = ("published_edtf", "published_basis")


class DocumentFields(TypedDict, total=False):
    """What a person may set on a document; what is left out stays as it is."""

    kind: str
    title: str
    symbol: str
    publisher: str
    url: str
    language: str
    official: bool
    published_edtf: str
    published_basis: str
    published_note: str
    note: str
    visibility: str
    desks: Iterable[Desk]


def cleaned(fields: Mapping[str, Any], standing: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of these fields, the bounds of the date with them, without the desks.

    `standing` gives what the date fields are where only one of them is given. Raises
    DocumentRefused or WordingRefused, naming the field.
    """
    values: dict[str, Any] = {}
    for name, at_most in LINES.items():
        if name in fields:
            needed = name in {"title", "language"}
            values[name] = line(fields[name], field=name, at_most=at_most, required=needed)
    for name in NOTES:
        if name in fields:
            values[name] = lines(fields[name], field=name, at_most=LONGEST_NOTE)
    for name in ("official", "visibility"):
        if name in fields:
            values[name] = fields[name]
    if "kind" in fields:
        values["kind"] = one_of(fields["kind"], DocumentKind.values, field="kind")
    if values.get("url"):
        _check_url(values["url"])
    if any(name in fields for name in PUBLISHED):
        values |= _published({**standing, **fields})
    return values


def one_of(value: str, known: Iterable[str], *, field: str) -> str:
    """`value`, if it is one of the known; else DocumentRefused naming the field."""
    choices = list(known)
    if value not in choices:
        raise DocumentRefused(
            pgettext("refusal", "“%(value)s” is none of: %(known)s.")
            % {"value": value, "known": ", ".join(choices)},
            code="not_a_choice",
            field=field,
        )
    return value


def _check_url(url: str) -> None:
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError as wrong:
        raise DocumentRefused(
            pgettext("refusal", "This is not a web address: it starts with https:// or http://."),
            code="not_an_address",
            field="url",
        ) from wrong


def _published(given: Mapping[str, Any]) -> dict[str, Any]:
    """The date of publication with its possible days and how it is known."""
    edtf, basis = (str(given.get(name) or "").strip() for name in PUBLISHED)
    if not edtf:
        if basis:
            raise DocumentRefused(
                pgettext("refusal", "Give the date, or leave open how it is known."),
                code="basis_without_date",
                field="published_edtf",
            )
        return _dated("", None, None, "")
    if not basis:
        raise DocumentRefused(
            pgettext("refusal", "Say how this date is known: stated, inferred or confirmed."),
            code="date_without_basis",
            field="published_basis",
        )
    one_of(basis, DateBasis.values, field="published_basis")
    try:
        day = parse(edtf)
    except DateRefused as wrong:
        raise DocumentRefused(
            pgettext("refusal", "“%(value)s”: %(why)s.")
            % {"value": wrong.value, "why": str(wrong.why)},
            code="not_a_date",
            field="published_edtf",
        ) from wrong
    return _dated(day.edtf, day.earliest, day.latest, basis)


def _dated(edtf: str, earliest: date | None, latest: date | None, basis: str) -> dict[str, Any]:
    return {
        "published_edtf": edtf,
        "published_earliest": earliest,
        "published_latest": latest,
        "published_basis": basis,
    }
