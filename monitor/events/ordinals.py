"""The number of an event in its series, where its title says it. No Django."""

import re

# "47th", "47e", "47ème", "47.ª", "1er": what may follow the digits and change with them.
_ENGLISH = r"(?:st|nd|rd|th)\b"
_FRENCH_FIRST = r"(?:re|er|ère)\b"
_ROMAN = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"),
    (1, "I"),
)  # fmt: skip


def renumbered(title: str, ordinal: int, following: int) -> str | None:
    """The title with `following` where `ordinal` stands, in digits or Roman numerals.

    None where the number does not stand there exactly once: words ("forty-seventh") are not guessed
    at, and neither is which of two is meant.
    """
    digits = list(re.finditer(rf"(?<!\d){ordinal}(?!\d)({_ENGLISH}|{_FRENCH_FIRST})?", title))
    if len(digits) == 1:
        return _put(title, digits[0], f"{following}{_suffix(digits[0][1], following)}")
    # One letter is a word, an initial or an article more often than a number.
    written = _roman(ordinal)
    romans = list(re.finditer(rf"\b{written}\b", title)) if len(written) > 1 else []
    if not digits and len(romans) == 1:
        return _put(title, romans[0], _roman(following))
    return None


def _put(title: str, place: re.Match[str], number: str) -> str:
    return title[: place.start()] + number + title[place.end() :]


def _suffix(written: str | None, following: int) -> str:
    if not written:
        return ""
    if re.fullmatch(_ENGLISH, written):
        if following % 100 in {11, 12, 13}:
            return "th"
        return {1: "st", 2: "nd", 3: "rd"}.get(following % 10, "th")
    return written if following == 1 else "e"


def _roman(number: int) -> str:
    """Capitals, to a few hundred: what titles of meetings have."""
    written = ""
    for value, letters in _ROMAN:
        while number >= value:
            written += letters
            number -= value
    return written
