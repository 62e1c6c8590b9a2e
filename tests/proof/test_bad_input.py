"""What no form may take: each field of each form of each page is tried, none of them from a list.

A refusal is a page that says so, and nothing written; a server's error is neither.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import models, transaction
from django.http import HttpResponse
from django.urls import resolve

from monitor.accounts.models import User
from monitor.changes.models import Change
from monitor.commitments.models import Assessment, Commitment, Obligation
from monitor.commitments.workflow import RULES, Act, Code
from monitor.events.models import Event
from monitor.sources.models import Document
from tests.proof.posting import Form, Values, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.proof]

# They end the session or change the account of whoever walks.
OF_THE_WALKER = ("/logout", "/account", "/login")
BARRED = "Fine\u202e words\x07 here"
NO_DAYS = ("2025-02-30", "31/31/2025", "next Tuesday", "20251-1-1", "9" * 30)
HUGE = "paste " * 900_000
# What only a move may change, and would, were a form to take whatever is sent.
MOVED: dict[type[models.Model], dict[str, str]] = {
    Event: {"status": "held", "record": "archived"},
    Commitment: {"record": "archived", "validity": "lapsed", "n_fulfilled": "1"},
    Obligation: {"code": "not_applicable", "pending": "1", "last_assessment": "1"},
    Assessment: {"code": "not_applicable", "act": "confirm"},
    Document: {"record": "archived"},
}
EXTRA: Values = {name: [value] for fields in MOVED.values() for name, value in fields.items()}


@pytest.fixture(scope="package")
def forms(walked: list[tuple[str, str, list[Form]]]) -> list[Form]:
    """Every form that posts, of every page; one of each kind."""
    found: dict[Any, Form] = {}
    for _, _, here in walked:
        for form in here:
            if not form.action.startswith(OF_THE_WALKER):
                view = resolve(form.action.partition("?")[0]).view_name
                found.setdefault((view, frozenset(form.kinds)), form)
    return list(found.values())


@pytest.fixture
def walker(chief: User) -> User:
    return chief


@pytest.fixture
def today(demo: date) -> Iterator[date]:
    with time_machine.travel(demo, tick=False):
        yield demo


def send(form: Form, walker: User, change: Values, then: Callable[[HttpResponse], Any]) -> Any:
    """Post the form as it stands with `change`, ask `then`, and take back what was written."""
    given = {"reason": ["As it is."], "title": ["A title"], **form.values}
    address, values = Form(form.action, form.method, {**given, **change}, {}, form.buttons).sent(
        {}
    )[0]
    with transaction.atomic():
        answer = then(signed_in(walker).post(address, values))
        transaction.set_rollback(True)
    return answer


def written() -> int:
    return Change.objects.count()


def fields(forms: list[Form], *kinds: str) -> Iterator[tuple[Form, str]]:
    for form in forms:
        for name, kind in form.kinds.items():
            if kind in kinds:
                yield form, name


def kept_long() -> list[str]:
    """The columns of ours that hold what no page would show, the texts of documents apart."""
    return [
        f"{model._meta.label}.{each.name}"
        for model in apps.get_models()
        if model.__module__.startswith("monitor.")
        for each in model._meta.concrete_fields
        if isinstance(each, models.TextField)
        and each.name != "text"
        and model._default_manager.filter(**{f"{each.name}__endswith": HUGE[-999:]}).exists()
    ]


def holding(character: str) -> list[str]:
    """The lines of our tables that hold a character: a text may, a line may not."""
    return [
        f"{model._meta.label}.{each.name}"
        for model in apps.get_models()
        if model.__module__.startswith("monitor.")
        for each in model._meta.concrete_fields
        if isinstance(each, models.CharField)
        and model._default_manager.filter(**{f"{each.name}__contains": character}).exists()
    ]


def test_the_forms_are_found(forms: list[Form]) -> None:
    assert len(forms) > 60
    assert len(list(fields(forms, "text", "textarea"))) > 80


def test_no_line_takes_a_control_or_a_character_that_turns_its_direction(
    forms: list[Form], walker: User, today: date
) -> None:
    wrong, before = [], written()

    def answered(response: HttpResponse) -> tuple[int, list[str]]:
        done = response.status_code == 302 or written() != before
        return response.status_code, holding("\u202e") if done else []

    for form, name in fields(forms, "text", "textarea", "search", "url", "email"):
        status, kept = send(form, walker, {name: [BARRED]}, answered)
        if status >= 500 or kept:
            wrong.append((form.action, name, status, kept))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("given", NO_DAYS)
def test_no_field_of_a_day_takes_what_is_none(
    given: str, forms: list[Form], walker: User, today: date
) -> None:
    before, wrong = written(), []
    for form, name in fields(forms, "date"):
        status, after = send(
            form, walker, {name: [given]}, lambda response: (response.status_code, written())
        )
        if status not in {200, 422} or after != before:
            wrong.append((form.action, name, status, after - before))
    assert not wrong, "\n".join(map(str, wrong))


def test_five_megabytes_are_refused_in_every_form(
    forms: list[Form], walker: User, today: date
) -> None:
    wrong, tried = [], set()
    for form, name in fields(forms, "text", "textarea"):
        if form.action in tried:
            continue
        tried.add(form.action)
        status, kept, said = send(
            form,
            walker,
            {name: [HUGE]},
            lambda response: (response.status_code, kept_long(), b"<h1" in response.content),
        )
        refused = status in {200, 400, 413, 422} and said
        if kept or not (refused or status == 302):
            wrong.append((form.action, name, status, kept))
    assert len(tried) > 30
    assert not wrong, "\n".join(map(str, wrong))


def statuses() -> dict[str, list[Any]]:
    """What stands in each row; an act by its place, as no key is given twice."""
    return {
        model.__name__: list(
            model._default_manager.order_by("pk").values_list(
                *(
                    f"{name}__position" if model._meta.get_field(name).is_relation else name
                    for name in names
                )
            )
        )
        for model, names in MOVED.items()
    }


def test_a_status_sent_along_with_a_form_changes_nothing(
    forms: list[Form], walker: User, today: date
) -> None:
    wrong = []
    for form in forms:
        own = {name: value for name, value in EXTRA.items() if name not in form.kinds}
        plain = send(form, walker, {}, lambda _: statuses())
        if send(form, walker, own, lambda _: statuses()) != plain:
            wrong.append(form.action)
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("model", MOVED, ids=lambda model: model.__name__)
def test_a_status_posted_straight_to_the_panel_changes_nothing(
    model: type[models.Model], walker: User, today: date
) -> None:
    meta = model._meta
    before = statuses()
    for row in model._default_manager.order_by("pk")[:3]:
        address = f"/admin/{meta.app_label}/{meta.model_name}/{row.pk}/change/"
        answer = signed_in(walker).post(address, {**EXTRA, "_save": ["Save"]})
        assert answer.status_code in {200, 302, 403}
    listed = {f"form-0-{name}": value for name, value in EXTRA.items()}
    signed_in(walker).post(
        f"/admin/{meta.app_label}/{meta.model_name}/",
        {
            **listed,
            "form-0-id": ["1"],
            "form-TOTAL_FORMS": ["1"],
            "form-INITIAL_FORMS": ["1"],
            "_save": ["Save"],
        },
    )
    assert statuses() == before


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_no_page_of_one_thing_takes_a_status_by_any_method(
    method: str, walker: User, today: date
) -> None:
    before = statuses()
    one = Obligation.objects.select_related("commitment", "actor").order_by("pk")[0]
    event = Event.objects.filter(status="confirmed").order_by("pk")[0]
    for address in (
        f"/commitments/{one.commitment.ref}/",
        f"/commitments/{one.commitment.ref}/{one.actor.code}/",
        f"/events/{event.ref}/",
        f"/c/{one.commitment.ref}/",
        f"/e/{event.ref}/",
        f"/events/{event.ref}.ics",
        "/feeds/public.ics",
        "/healthz",
    ):
        send_by = getattr(signed_in(walker), method)
        given: Any = {name: value[0] for name, value in EXTRA.items()}
        answer = send_by(address, given, content_type="application/json")
        assert answer.status_code < 500, address
    assert statuses() == before


@pytest.mark.parametrize("code", [*Code, "approved"])
def test_an_assessment_that_the_workflow_forbids_is_refused_at_its_address(
    code: str, walker: User, today: date
) -> None:
    before, tried = Assessment.objects.count(), 0
    rows = Obligation.objects.select_related("commitment", "actor").filter(
        commitment__record="published", pending__isnull=True
    )
    for row in rows.order_by("commitment__duty", "code", "pk"):
        known = code in set(Code)
        barred = known and row.commitment.duty in RULES[Code(code)].barred_for
        if known and not barred and code not in {Code.NOT_ASSESSED, row.code}:
            continue
        tried += 1
        address = f"/commitments/{row.commitment.ref}/{row.actor.code}/assess/{code}/"
        answer = signed_in(walker).post(
            address,
            {
                "seen": row.last_assessment_id or "",
                "reason": "Because.",
                "link_title": "A paper",
                "reliability": "primary",
                "valid_until": "2026-11-19",
            },
        )
        assert answer.status_code == (422 if known else 404), address
        if tried == 8:
            break
    assert Assessment.objects.count() == before
    assert tried > 0


@pytest.mark.parametrize(
    "place", ["0-9999999", "-5-3", "7-7", "9-2", "1e3-2e3", "99999999999999999999-1"]
)
def test_a_span_outside_the_text_is_refused_by_every_form_that_quotes(
    place: str, forms: list[Form], walker: User, today: date
) -> None:
    quoting = [form for form in forms if "passage_place" in form.kinds]
    document = Document.objects.filter(versions__isnull=False, visibility="public")[0]
    before, wrong = written(), []
    for form in quoting:
        change = {
            "passage_document": [document.ref],
            "document": [document.ref],
            "passage_words": ["words that stand nowhere in it"],
            "passage_place": [place],
        }
        status, after = send(
            form, walker, change, lambda response: (response.status_code, written())
        )
        if status >= 500 or after != before:
            wrong.append((form.action, status, after - before))
    assert quoting
    assert not wrong, "\n".join(map(str, wrong))


def test_an_answer_that_comes_too_late_is_refused_and_nothing_is_written(
    walker: User, today: date
) -> None:
    row = Obligation.objects.select_related("commitment", "actor", "pending").filter(
        pending__act=Act.PROPOSE, commitment__visibility="public"
    )[0]
    page = f"/commitments/{row.commitment.ref}/{row.actor.code}/"
    given = {
        "proposal": row.pending_id,
        "seen": row.last_assessment_id,
        "evidence_revision": row.evidence_revision,
        "reason": "Seen.",
    }
    assert signed_in(walker).post(f"{page}answer/return/", given).status_code == 302
    before = Assessment.objects.count()
    late = signed_in(walker).post(f"{page}answer/confirm/", given)
    assert late.status_code == 422
    assert "no longer" in late.content.decode() or "changed" in late.content.decode()
    assert Assessment.objects.count() == before
