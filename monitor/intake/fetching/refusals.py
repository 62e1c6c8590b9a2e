"""Why a request was not made, or its answer not taken."""

from django.utils.translation import pgettext_lazy

from monitor.changes.refusal import Refused


class FetchRefused(Refused):
    """The address was not asked, or its answer is of no use. `retry_after`: seconds, if it said."""

    def __init__(self, message: str, *, code: str, retry_after: int | None = None) -> None:
        super().__init__(message, code=code, field="address")
        self.retry_after = retry_after


WORDS = {
    "bad_address": pgettext_lazy(
        "fetch", "This is no web address; write for example https://example.org/calendar.ics."
    ),
    "unknown_host": pgettext_lazy("fetch", "There is no host called “%(host)s”."),
    "private_address": pgettext_lazy(
        "fetch",
        "“%(host)s” lies inside a private network, which is not asked. An administrator can allow "
        "it (FETCH_ALLOW).",
    ),
    "no_answer": pgettext_lazy("fetch", "“%(host)s” does not answer."),
    "bad_certificate": pgettext_lazy("fetch", "The certificate of “%(host)s” is not valid."),
    "too_slow": pgettext_lazy("fetch", "The answer took longer than 30 seconds."),
    "too_large": pgettext_lazy("fetch", "The answer is larger than 10 MB."),
    "bad_encoding": pgettext_lazy("fetch", "The answer is compressed and damaged."),
    "too_many_redirects": pgettext_lazy("fetch", "The address leads on and on to others."),
    "insecure_redirect": pgettext_lazy(
        "fetch", "The address leads from a secure connection to an insecure one."
    ),
    "needs_password": pgettext_lazy("fetch", "The address asks for a password."),
    "gone": pgettext_lazy("fetch", "There is nothing at this address any more."),
    "busy": pgettext_lazy("fetch", "The server asks to come back later."),
    "bad_status": pgettext_lazy("fetch", "The server answered with an error (%(status)s)."),
    "bad_answer": pgettext_lazy("fetch", "The answer is not understood."),
}


def refused(
    code: str, *, host: str = "", status: int = 0, retry_after: int | None = None
) -> FetchRefused:
    """The refusal of this code with its words. Never names more of an address than its host."""
    words = str(WORDS[code]) % {"host": host, "status": status}
    return FetchRefused(words, code=code, retry_after=retry_after)
