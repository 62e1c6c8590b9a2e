"""The shape of what the overview lists: groups of rows, each row with what to do next."""

from dataclasses import dataclass, field

from monitor.dashboard.due import Due

# Of a group so many rows stand on the overview; the rest is one link away, or comes up in turn.
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Action:
    """A link that starts the next step."""

    label: str
    url: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: `ref` or `icon` in front, `lead` before the title in bold, chips, due, actions.

    `status` is an assessment's code, `proposed` the words of the one it would become; `locked`
    says why the action is not this person's, and stands in place of actions. `said` is a
    colleague's, `words` are a source's: only these stand in its type.
    """

    title: str
    url: str
    language: str = ""
    ref: str = ""
    icon: str = ""
    lead: str = ""
    meta: str = ""
    said: str = ""
    words: str = ""
    status: str = ""
    proposed: str = ""
    due: Due | None = None
    actions: tuple[Action, ...] = ()
    locked: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one kind; `count` is of all there are, `rows` those shown.

    `all_url` leads to a list of exactly these, named `all_label`; where there is none, those not
    shown come up as the first are dealt with.
    """

    code: str
    title: str
    icon: str
    count: int
    rows: list[Row] = field(default_factory=list)
    all_url: str = ""
    all_label: str = ""
    note: str = ""

    @property
    def hidden(self) -> int:
        """How many of the group are not shown here."""
        return self.count - len(self.rows)
