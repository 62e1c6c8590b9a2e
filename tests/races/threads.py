"""Two or more people at once, each in a thread with a connection of its own."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread
from typing import Any

from django.db import connections

from monitor.changes.refusal import Refused

ROUNDS = 50
LONGEST_WAIT = 60
Act = Callable[[], Any]


def race(*acts: Act) -> list[Any]:
    """What each act answered, or the refusal it met; any other exception is raised here."""
    outcomes: list[Any] = [None] * len(acts)
    start = Barrier(len(acts))

    def run(place: int, act: Act) -> None:
        try:
            start.wait(LONGEST_WAIT)
            outcomes[place] = act()
        except BaseException as failure:  # noqa: BLE001
            outcomes[place] = failure
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=entry) for entry in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONGEST_WAIT)
        assert not thread.is_alive(), "A thread waits for ever."
    for outcome in outcomes:
        if isinstance(outcome, BaseException) and not isinstance(outcome, Refused):
            raise outcome
    return outcomes


def won_and_lost(outcomes: Sequence[Any]) -> tuple[Any, Refused]:
    """The answer of the one that won and the refusal of the other; exactly one of each."""
    won = [outcome for outcome in outcomes if not isinstance(outcome, Refused)]
    lost = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert len(won) == len(lost) == 1, outcomes
    return won[0], lost[0]
