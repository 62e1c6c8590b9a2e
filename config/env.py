"""The one reader of the process environment: typed values, or a refusal that names the variable."""

from collections.abc import Collection, Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})


class SettingRefused(ImproperlyConfigured):
    """A setting is missing or bad. The message starts with the variable's name."""


class Environment:
    """Typed access to environment variables.

    Each method takes the variable's name and raises SettingRefused with that name
    when the value is missing (and has no default) or cannot be used. An empty value
    counts as missing. `NAME_FILE` may stand for `NAME` where a secret is mounted as a file.
    """

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def text(self, name: str, default: str | None = None) -> str:
        """Return the value without surrounding white space, or the default."""
        value = self._values.get(name, "").strip()
        return value or self._default(name, default)

    def secret(self, name: str, default: str | None = None, *, at_least: int = 0) -> str:
        """Return `name`, or what the file at `name_FILE` holds; at least so many characters.

        Both at once are refused: which one counts would be a guess.
        """
        value = self._values.get(name, "").strip()
        path = self._values.get(f"{name}_FILE", "").strip()
        if value and path:
            raise SettingRefused(f"{name} and {name}_FILE are both set: keep one of them.")
        if path:
            value = self._read(f"{name}_FILE", path)
        value = value or self._default(name, default)
        if len(value) < at_least:
            raise SettingRefused(
                f"{name} has {len(value)} characters: it needs at least {at_least}, made at random."
            )
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """Return True for 1/true/yes/on, False for 0/false/no/off, in any case."""
        value = self.text(name, "").casefold()
        if not value:
            return default
        if value in TRUE:
            return True
        if value in FALSE:
            return False
        raise SettingRefused(f"{name} is {value!r}: write 1 or 0.")

    def words(self, name: str, default: Collection[str] | None = None) -> list[str]:
        """Return the comma-separated parts; at least one, unless a default is given."""
        parts = [part.strip() for part in self.text(name, "").split(",") if part.strip()]
        if parts:
            return parts
        if default is None:
            raise SettingRefused(f"{name} is missing: write one or more values, with commas.")
        return list(default)

    def choice(self, name: str, allowed: Collection[str], default: str | None = None) -> str:
        """Return one of the allowed values."""
        value = self.text(name, default)
        if value not in allowed:
            raise SettingRefused(f"{name} is {value!r}: write one of {', '.join(sorted(allowed))}.")
        return value

    def origin(self, name: str, default: str | None = None, *, https: bool) -> str:
        """Return an address `scheme://host[:port]` without path or closing slash.

        With `https`, plain http is refused.
        """
        value = self.text(name, default).rstrip("/")
        parts = _split(name, value)
        schemes = ("https",) if https else ("https", "http")
        if parts != (parts[0], parts[1], "", "", "") or parts[0] not in schemes or not parts[1]:
            wanted = " or ".join(f"{scheme}://host" for scheme in schemes)
            raise SettingRefused(f"{name} is {value!r}: write {wanted}, without a path.")
        return value

    def zone(self, name: str, default: str | None = None) -> str:
        """Return the name of a time zone of the IANA database, such as Africa/Casablanca."""
        value = self.text(name, default)
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise SettingRefused(
                f"{name} is {value!r}: write a zone such as Africa/Casablanca."
            ) from error
        return value

    def code(self, name: str, default: str | None = None, *, letters: int) -> str:
        """Return a code of so many capital letters A-Z; an empty default allows none."""
        value = self.text(name, default)
        fits = len(value) == letters and value.isascii() and value.isalpha() and value.isupper()
        if value and not fits:
            raise SettingRefused(f"{name} is {value!r}: write {letters} capital letters.")
        return value

    def networks(self, name: str) -> list[IPv4Network | IPv6Network]:
        """Return the networks of a comma-separated list such as `10.1.0.0/16`, or none."""
        try:
            return [ip_network(word) for word in self.words(name, [])]
        except ValueError as error:
            raise SettingRefused(f"{name}: {error}; write for example 10.1.0.0/16.") from error

    def _default(self, name: str, default: str | None) -> str:
        if default is None:
            raise SettingRefused(f"{name} is missing: set it in the environment.")
        return default

    def _read(self, name: str, path: str) -> str:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingRefused(f"{name} names {path!r}, which cannot be read: {error}") from error


def _split(name: str, value: str) -> tuple[str, str, str, str, str]:
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError as error:
        raise SettingRefused(f"{name} is {value!r}: it is not an address ({error}).") from error
    return parts.scheme, parts.netloc, parts.path, parts.query, parts.fragment
