"""The person before a page of the admin panel."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from monitor.accounts.models import User


def person(request: HttpRequest) -> User:
    """The person who asks. Raises PermissionDenied for nobody in particular."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
