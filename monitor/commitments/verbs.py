"""Operative verbs and what each is worth. Data only; no Django.

Source: domain.md, "Language of commitments". Strength runs from 0 (no commitment) to 5.
"""

CALLS: dict[str, int] = {
    "decides": 5,
    "demands": 5,
    "urges": 4,
    "requests": 3,
    "calls upon": 3,
    "calls on": 3,
    "recommends": 2,
    "appeals": 2,
    "calls for": 2,
    "encourages": 1,
    "invites": 1,
}

PLEDGES: dict[str, int] = {
    "will host": 4,
    "will": 4,
    "commits to": 4,
    "pledges": 4,
    "undertakes to": 4,
    "agrees to": 4,
    "stands ready to": 2,
    "intends to": 2,
    "expresses its intention to": 2,
    "reaffirmed its commitment to": 1,
}


# The press reports in the past; the strength is that of the present.
REPORTED: dict[str, str] = {
    "decided": "decides",
    "demanded": "demands",
    "urged": "urges",
    "requested": "requests",
    "called upon": "calls upon",
    "called on": "calls on",
    "recommended": "recommends",
    "appealed": "appeals",
    "called for": "calls for",
    "encouraged": "encourages",
    "invited": "invites",
    "would host": "will host",
    "would": "will",
    "committed to": "commits to",
    "pledged": "pledges",
    "undertook to": "undertakes to",
    "agreed to": "agrees to",
    "stood ready to": "stands ready to",
    "intended to": "intends to",
    "expressed its intention to": "expresses its intention to",
}


def strength_of(verb: str) -> int | None:
    """The strength of a verb of the tables, present or reported, else None."""
    said = verb.strip().casefold()
    return {**CALLS, **PLEDGES}.get(REPORTED.get(said, said))
