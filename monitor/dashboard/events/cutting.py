"""Words cut to the room that a printed page has for them."""

# Of a post or a title inside another line.
LONGEST_POST = 60


def cut(text: str, longest: int) -> str:
    """Our own words on one line, of at most `longest` code points."""
    line = " ".join(text.split())
    return line if len(line) <= longest else first_words(line, longest - 1) + "…"


def first_words(line: str, longest: int) -> str:
    """The first words of a line; cut inside a word only where there is no other way."""
    if len(line) <= longest:
        return line
    head = line[: longest + 1].rpartition(" ")[0]
    return head or line[:longest]
