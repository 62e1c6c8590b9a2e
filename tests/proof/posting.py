"""What a page lets one post: its forms with their values, read from the page itself."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpResponse
from django.test import Client

Values = dict[str, list[str]]
# Of a list of ticks as many are set: an act on each of 193 shows no more.
TICKS = 12


@dataclass
class Form:
    """One form: where it goes, what it says already, and the buttons that send it."""

    action: str
    method: str
    values: Values = field(default_factory=dict)
    # "text", "textarea", "date", "hidden" and so on, by the field's name.
    kinds: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)

    def sent(self, given: Values) -> list[tuple[str, Values]]:
        """(address, values) for each button; `given` fills what is empty."""
        filled = {name: had if any(had) else given.get(name, had)
                  for name, had in self.values.items()}  # fmt: skip
        return [
            (elsewhere or self.action, {**filled, name: [value]} if name else filled)
            for name, value, elsewhere in self.buttons or [("", "", "")]
        ]


class Forms(HTMLParser):
    """The forms of a page that post. A choice keeps what it stands at; the first ticks are set."""

    def __init__(self, here: str, page: str) -> None:
        super().__init__()
        self.here, self.found = here, list[Form]()
        self._in: Form | None = None
        self._select, self._first = "", True
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._in = Form(had.get("action") or self.here, had.get("method", "get").lower())
            self.found.append(self._in)
        elif self._in is not None:
            self._part(self._in, tag, had)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._in = None
        if tag == "select":
            self._select, self._first = "", True

    def _part(self, form: Form, tag: str, had: dict[str, str]) -> None:
        name, kind = had.get("name", ""), had.get("type", "")
        if tag == "button" or kind in {"submit", "image"}:
            form.buttons.append((name, had.get("value", ""), had.get("formaction", "")))
        elif tag == "option" and self._select:
            # Without a choice a browser sends the first.
            if "selected" in had or self._first:
                form.values[self._select] = [had.get("value", "")]
            self._first = False
        elif name and tag in {"input", "textarea", "select"}:
            self._select = name if tag == "select" else ""
            form.kinds[name] = (kind or "text") if tag == "input" else tag
            values = form.values.setdefault(name, [])
            few = kind != "checkbox" or len(values) < TICKS
            if few and (kind != "radio" or "checked" in had):
                values.append(had.get("value", ""))


def forms_of(here: str, response: HttpResponse) -> list[Form]:
    """The forms of an answer that post; none where it is no page."""
    if "html" not in response.headers.get("Content-Type", "") or response.streaming:
        return []
    found = Forms(here, response.content.decode()).found
    return [form for form in found if form.method == "post"]


def signed_in(who: AbstractBaseUser) -> Client:
    client = Client()
    client.force_login(who)
    return client


def post(who: AbstractBaseUser, address: str, values: Values, *, then: Values | None) -> None:
    """Post; with `then`, send on each form that the answer asks for, filled from it."""
    response = signed_in(who).post(address, values)
    if response.status_code != 200 or then is None:
        return
    for form in forms_of(address, response):
        for onward, filled in form.sent(then):
            if not onward.startswith(("/logout", "/account")):
                signed_in(who).post(onward, filled)
