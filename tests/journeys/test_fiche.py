"""The fiche on paper: one page, however much the record holds."""

import pytest
import time_machine

from monitor.changes.item import Door
from monitor.events.operations import mention
from tests import cast
from tests.cast import NOW
from tests.factories import commitments as made
from tests.factories import events, sources
from tests.factories.delegations import going
from tests.journeys.browsing import visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "which is said at such a length that no page holds all of it "


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_prints_on_one_page_with_every_part_full(browser, live_server, language) -> None:
    officer, head = cast.officer(desk=cast.desk()), cast.coordinator()
    with time_machine.travel(NOW, tick=True):
        event = events.event(
            officer,
            title=f"General Assembly, {LONG * 4}",
            kind="assembly",
            summary=LONG * 20,
            host=made.state("MAR"),
            organiser=made.actor("interpol", "International Criminal Police Organization"),
            participants=[made.state(code) for code in made.STATES],
        )
        events.claim(event, "2025", by=officer, note="", document=sources.document(officer))
        for at in range(6):
            events.claim(event, f"203{at}", by=officer)
            going(event, officer, post=f"Envoy {at}, {LONG * 2}", drafting=True)
            made.published(officer, head, event=event, title=LONG * 4, words=f"{at} {LONG * 9}")
            made.pledge(
                officer, head, event=event, title=LONG * 4, words=f"{at} pledges {LONG * 9}"
            )
            version = sources.article(
                officer, text=f"{at} says {LONG * 9}.", publisher="The Gazette"
            )
            words = sources.passage(version, f"{at} says {LONG * 8}".strip(), by=officer)
            mention(event=event, passage=words, by=officer, at=NOW, via=Door.DASHBOARD)
    here = visit(browser, live_server.url, officer, locale=language)
    assert here.go(f"/events/{event.ref}/fiche/") == 200
    assert here.complaints() == []
    printed = here.page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") == 1
