"""A locale in which each word that goes through gettext is written in letters of its own.

It stands on Arabic, so that names of months, numbers and the framework's words are not Latin
either: a Latin word that is left on a page is a word of the record or one that nobody can
translate. Made while a test runs; there is no catalogue to keep.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.apps import apps
from django.db import models
from django.utils.translation.trans_real import CONTEXT_SEPARATOR, DjangoTranslation

from monitor.accounts.models import User
from monitor.subscriptions.models import Feed

# Sans-serif letters of mathematics: letters, and of no alphabet.
_LETTERS = {ord("A") + n: 0x1D5A0 + n for n in range(26)}
_LETTERS |= {ord("a") + n: 0x1D5BA + n for n in range(26)}
# What a translator leaves as it is.
_KEPT = re.compile(r"(%\(\w+\)[a-z]|%[a-z%]|\{\w*\}|<[^>]+>|&\w+;)")


def marked(text: str) -> str:
    """The text in the letters of the locale; placeholders and tags stay."""
    parts = _KEPT.split(text)
    return "".join(part if at % 2 else part.translate(_LETTERS) for at, part in enumerate(parts))


class Pseudo(DjangoTranslation):
    """Arabic for the framework's words, marked letters for ours.

    Ours come with a context. A string without one is the framework's if some catalogue of its has
    it; else it is ours and was forgotten: it stays as it is, to be found.
    """

    def __init__(self) -> None:
        super().__init__("ar")
        self._known = DjangoTranslation("fr")
        self._made: dict[tuple[str, str], str] = {}

    def gettext(self, message: str) -> str:
        return self._pseudo(message, super().gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        which = msgid1 if n == 1 else msgid2
        return self._pseudo(which, super().ngettext(msgid1, msgid2, n), msgid1)

    def _pseudo(self, message: str, translated: str, key: str = "") -> str:
        if (message, key) not in self._made:
            self._made[message, key] = self._of(message, key or message)
        return translated if translated != message else self._made[message, key]

    def _of(self, message: str, key: str) -> str:
        if CONTEXT_SEPARATOR in message:
            return marked(message.partition(CONTEXT_SEPARATOR)[2])
        known = self._known.gettext(key) != key or self._known.ngettext(key, key, 2) != key
        return marked(message) if known else message


WORDS = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’-]*(?:[ ,.:;()“”\"–-]+[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’-]*)*")
SHOWN = ("title", "aria-label", "aria-description", "placeholder", "alt", "label", "summary")
SILENT = {"script", "style", "template"}
# Keys, and code: no prose.
LITERAL = {"kbd", "code", "samp"}


class Text(HTMLParser):
    """(where, text) of all that a page says, apart from words of the record marked by `lang`."""

    VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = {name: value or "" for name, value in attrs}
        silent = tag in SILENT | LITERAL or ("lang" in had and tag != "html")
        if tag not in self.VOID:
            self._open.append((tag, silent or self._silent))
        for name in SHOWN:
            if name in had:
                self.said.append((f"<{tag} {name}>", had[name]))
        if tag == "input" and had.get("type") in {"submit", "button", "reset"}:
            self.said.append((f"<{tag} value>", had.get("value", "")))
        if tag == "meta" and had.get("name") in {"description", "application-name"}:
            self.said.append(("<meta>", had.get("content", "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] == tag:
                del self._open[at:]
                return

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._silent:
            self.said.append((self._open[-1][0] if self._open else "", data))

    @property
    def _silent(self) -> bool:
        return bool(self._open) and self._open[-1][1]


class RecordWords:
    """What the record itself says: every text that a row of ours holds, codes of ours apart."""

    # Rows that we fill with words of ours; they prove nothing.
    NOT = {"auth", "sessions", "axes", "admin", "contenttypes", "changes"}

    def __init__(self, codes: set[str]) -> None:
        values = {value.strip() for value in _texts(self.NOT)} - codes
        values |= {str(user) for user in User.objects.all()}
        values |= {f"{feed.name} ({feed.owner}" for feed in Feed.objects.all()}
        # A zone is shown by its place.
        values |= {part for value in values for part in value.split("/") if " " not in value}
        self.whole = {value.casefold() for value in values}
        self.all = "\n".join(sorted(self.whole))
        self._known: dict[str, bool] = {}

    def has(self, words: str) -> bool:
        """Whole values, or three words running of one; a sentence may begin with a capital."""
        if words not in self._known:
            small = words.casefold()
            long = len(words.split()) >= 3
            listed = all(part in self.whole for part in small.split(", "))
            self._known[words] = listed or (long and small in self.all)
        return self._known[words]


def _texts(skipped: set[str]) -> Iterator[str]:
    for model in apps.get_models():
        if model._meta.app_label in skipped:
            continue
        names = [
            each.attname
            for each in model._meta.concrete_fields
            if isinstance(each, models.CharField | models.TextField) and not each.choices
        ]
        names += [
            each.attname for each in model._meta.concrete_fields
            if isinstance(each, models.JSONField)
        ]  # fmt: skip
        for row in model._default_manager.values_list(*names) if names else ():
            yield from (text for value in row for text in _within(value) if text)


def _within(value: object) -> Iterator[str]:
    """The texts of a column: one, or those of a list or an object."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _within(part)
