"""Every page there is, by name, and who opens it: what screens, looks and audits go through."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.test import Client

from monitor.accounts.models import User
from monitor.accounts.roles import Role
from tests import cast
from tests.addresses import addresses, admin_addresses

# Filters and states of pages that have an own picture.
FURTHER = [
    ("commitments_overdue", "/commitments/?due=overdue"),
    ("commitments_nothing", "/commitments/?q=nothing-of-the-kind"),
    ("calendar_empty", "/calendar/1950/1/"),
    ("error_404", "/commitments/C-999999/"),
]


@dataclass(frozen=True, slots=True)
class Entry:
    """One page. `who` is None for a visitor who is not signed in."""

    name: str
    address: str
    who: User | None
    status: int = 200


def chief() -> User:
    """Who may open every page of the panel."""
    found = User.objects.filter(username="chief").first()
    return found or cast.person("chief", *Role, is_superuser=True, is_staff=True)


def dashboard_pages() -> Iterator[Entry]:
    """Pages that answer a GET with 200, told from those that take only POST by asking them."""
    head = User.objects.get(username="head")
    yield Entry("login", "/login/", None)
    for name, address in addresses():
        if _opens(address, head):
            yield Entry(name, address, head)
        if name.startswith("public_"):
            yield Entry(f"{name}_visitor", address, None)
    for name, address in FURTHER:
        yield Entry(name, address, head, status=404 if name.startswith("error") else 200)
    archive = next(address for name, address in addresses() if name == "document_archive")
    yield Entry("error_403", archive, User.objects.get(username="desk"), status=403)


def admin_pages() -> Iterator[Entry]:
    """The pages of the panel, asked in the same way."""
    for name, address in admin_addresses():
        if _opens(address, chief()) and "axes" not in name:
            yield Entry(name.replace(":", "_"), address, chief())


def _opens(address: str, user: User) -> bool:
    """Whether a GET answers with a page: neither a refusal nor a file to keep."""
    client = Client()
    client.force_login(user)
    answer = client.get(address)
    return answer.status_code == 200 and "Content-Disposition" not in answer.headers
