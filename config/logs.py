"""Logs: one JSON object a line on standard output, without secrets."""

import re
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN = "[hidden]"
_SECRET_KEY = re.compile(
    r"pass(word|wd)?$|secret|token|authorization|cookie|csrf|dsn|_url$", re.IGNORECASE
)
# A personal feed's address is its password: the part after /feeds/ never reaches a log.
_FEED_ADDRESS = re.compile(r"(/feeds/)(?!public\.ics\b)[^\s/?\"']+")
_CREDENTIALS = re.compile(r"(\w+://)[^\s/@]+@")
_WRITTEN_BY_US = frozenset({"event", "level", "logger", "timestamp"})


def hide_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace values under secret names, feed addresses and credentials inside addresses."""
    return {
        key: HIDDEN if key not in _WRITTEN_BY_US and _SECRET_KEY.search(key) else _clean(value)
        for key, value in event.items()
    }


def without_secrets(text: str) -> str:
    """The text with feed addresses and credentials inside addresses hidden."""
    return _CREDENTIALS.sub(rf"\1{HIDDEN}@", _FEED_ADDRESS.sub(rf"\1{HIDDEN}", text))


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return without_secrets(value)
    if isinstance(value, dict):
        return hide_secrets(None, "", value)
    if isinstance(value, list | tuple):
        return [_clean(part) for part in value]
    return value


def logging_for(*, debug: bool) -> dict[str, Any]:
    """Configure structlog and return Django's LOGGING.

    Lines of structlog and of the standard library pass the same processors.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(colors=False)
        if debug
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    # The traceback becomes text before secrets are hidden: it may quote an address.
    return _dict_config(shared, [structlog.processors.format_exc_info, hide_secrets, renderer])


def _dict_config(shared: list[Processor], last: list[Processor]) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": "structlog.stdlib.ProcessorFormatter",
                "foreign_pre_chain": shared,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    *last,
                ],
            },
        },
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": "lines",
            },
        },
        "root": {"handlers": ["stdout"], "level": "INFO"},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": True, "level": "INFO"},
            "axes": {"level": "WARNING"},
        },
    }
