"""What the rows of the demonstration say. Data only; no Django.

Days are written as `days.edtf_around` reads them; `ago` counts days before today.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """A document; with an `opening` it has a text, made of it and of all that quotes it.

    `opens` is "public", "staff", "asked" (to be public, by nobody yet) or "restricted".
    """

    key: str
    ago: int
    kind: str
    title: str
    publisher: str
    language: str = "en"
    official: bool = False
    opens: str = "public"
    opening: str = ""
    basis: str = "stated"
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event, how it entered and how it has moved since: (days ago, status).

    `times` is "09:00-17:30"; `later` further words on its date: (days ago, document, value).
    """

    key: str
    title: str
    when: str
    status: str = "confirmed"
    ago: int = 60
    moves: tuple[tuple[int, str], ...] = ()
    kind: str = "meeting"
    times: str = ""
    zone: str = ""
    place: str = "demo-harbour"
    host: str = ""
    opens: str = "public"
    words: str = ""
    paper: str = "notice"
    titles: tuple[str, str] = ("", "")
    language: str = "en"
    series: str = ""
    ordinal: int | None = None
    parent: str = ""
    later: tuple[tuple[int, str, str], ...] = ()
    topic: str = "demo-seas"


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment and how its duty-bearers stand.

    `to` is "all", a slice of the States ("0:12"), codes joined by blanks, or "" for nobody named.
    `due` is "by +20", "after EVENT 90", "with EVENT" or "". `standing` has a letter a State, in
    order: see `LETTERS`; capitals await a second person.
    """

    key: str
    paper: str
    words: str
    title: str
    verb: str = "calls on"
    kind: str = "call"
    to: str = "all"
    issuer: str = "demo-council"
    duty: str = "one_off"
    bindingness: str = "hortatory"
    due: str = ""
    due_words: str = ""
    limit: str = ""
    standing: str = ""
    record: str = "published"
    opens: str = "staff"
    ago: int = 150
    language: str = "en"
    titles: tuple[str, str] = ("", "")
    topic: str = "demo-ports"
    event: str = ""


LETTERS = {
    "n": "no_information",
    "a": "announced",
    "i": "in_progress",
    "s": "stalled",
    "o": "observed",
    "f": "fulfilled",
    "p": "partly_fulfilled",
    "x": "not_fulfilled",
    "z": "not_applicable",
}
