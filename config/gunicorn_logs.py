"""The server's own logs, without secrets: a personal feed's address is its password."""

import logging
from typing import Any

from gunicorn.glogging import Logger

from config.logs import without_secrets


class HideSecrets(logging.Filter):
    """Lets every line pass, with the secrets in its words and its traceback hidden."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without_secrets(record.getMessage()), ()
        if record.exc_info:
            formatted = logging.Formatter().formatException(record.exc_info)
            record.exc_text, record.exc_info = without_secrets(formatted), None
        return True


class SecretsHidden(Logger):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's logger, named in gunicorn.conf.py, so that it holds for every start."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            log.addFilter(HideSecrets())
