"""Timing two things in turn, and a line that says how the one stands to the other."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

Act = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Bar:
    """What the ratio is held to: at most, or at least, `limit`."""

    limit: float
    at_least: bool = False

    def met(self, ratio: float) -> bool:
        return ratio >= self.limit if self.at_least else ratio <= self.limit

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.limit:g}"


def seconds(act: Act) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began


def medians(rounds: int, *acts: Act, warm_up: bool = True) -> list[float]:
    """The median seconds of each act; a round runs each once, so that a slow minute hits all."""
    for act in acts if warm_up else ():
        act()
    taken = [[seconds(act) for act in acts] for _ in range(rounds)]
    return [median(column) for column in zip(*taken, strict=True)]


def say(
    name: str, ours: float, peer: float, against: str, bar: Bar, *, speed: bool = False
) -> None:
    """Print the ratio of `ours` to `peer` (seconds; with `speed`, of their inverses)."""
    ratio = peer / ours if speed else ours / peer
    held = "meets" if bar.met(ratio) else "MISSES"
    print(
        f"{name:46} {ours * 1000:9.2f} ms {ratio:9.2f} × {against} ({peer * 1000:.2f} ms);"
        f" {held} {bar}"
    )


def say_rate(name: str, ours: float, peer: float, against: str, bar: Bar) -> None:
    """Print how many requests a second are answered, and the ratio to the peer's."""
    ratio = ours / peer
    held = "meets" if bar.met(ratio) else "MISSES"
    print(f"{name:46} {ours:9.0f} /s {ratio:9.2f} × {against} ({peer:.0f} /s); {held} {bar}")


def say_number(name: str, number: float, unit: str, bar: Bar) -> None:
    """Print a figure held to a limit of its own."""
    held = "meets" if bar.met(number) else "MISSES"
    print(f"{name:46} {number:9.1f} {unit}; {held} {bar}")
