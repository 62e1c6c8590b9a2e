"""The person before a page."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from monitor.accounts.models import User
from monitor.accounts.roles import Power


def signed_in(request: HttpRequest) -> User:
    """The person who asks, who may read the record. Raises PermissionDenied for anyone else."""
    user = request.user
    if not isinstance(user, User) or not user.may(Power.READ):
        raise PermissionDenied
    return user
