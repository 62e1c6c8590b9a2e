"""Whole numbers as requests bring them: what is none is None, and never an error."""

# What a key of the database has at most; references, editions and years have far fewer.
KEY_DIGITS = 18


def whole_number(text: str, *, digits: int = 9) -> int | None:
    """The number that `text` spells in at most `digits` ASCII digits; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None


def key_number(text: str) -> int | None:
    """The same, long enough for a key of the database."""
    return whole_number(text, digits=KEY_DIGITS)
