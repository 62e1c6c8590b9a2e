import json

import pytest

from config.logs import HIDDEN, hide_secrets
from tests.config.processes import started

LOG = """
import django; django.setup()
import logging, structlog
structlog.get_logger("ours").info("signed in", user="desk", password="hunter2")
logging.getLogger("theirs").warning("GET %s", "/feeds/s3cr3t-token.ics")
try:
    raise ValueError("postgres://u:hunter2@h/n")
except ValueError:
    logging.getLogger("theirs").exception("failed")
"""


def test_every_line_is_a_json_object_and_holds_no_secret() -> None:
    done = started(LOG)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["event"] for line in lines] == [
        "signed in",
        f"GET /feeds/{HIDDEN}",
        "failed",
    ]
    assert "hunter2" not in done.stdout + done.stderr
    assert "ValueError" in lines[2]["exception"]


@pytest.mark.parametrize("key", ["password", "api_token", "Authorization", "csrfmiddlewaretoken"])
def test_a_value_under_a_secret_name_is_hidden_at_any_depth(key: str) -> None:
    assert hide_secrets(None, "", {"form": {key: "x"}}) == {"form": {key: HIDDEN}}


def test_the_public_feed_is_no_secret() -> None:
    assert hide_secrets(None, "", {"event": "/feeds/public.ics"}) == {"event": "/feeds/public.ics"}


SERVER = """
import logging, sys
from gunicorn.config import Config
from config.gunicorn_logs import SecretsHidden
cfg = Config(); cfg.set("accesslog", "-"); cfg.set("errorlog", "-")
log = SecretsHidden(cfg)
log.access_log.info(cfg.access_log_format, {name: "/feeds/s3cr3t.ics" for name in "hlutrsbfa"})
try:
    raise ValueError("/feeds/s3cr3t.ics")
except ValueError:
    log.exception("Error handling request %s", "/feeds/s3cr3t.ics")
"""


def test_the_server_s_own_lines_hide_the_address_of_a_personal_feed() -> None:
    done = started(SERVER.replace('"hlutrsbfa"', 'list("hlutrsbfa")'))
    written = done.stdout + done.stderr
    assert f"Error handling request /feeds/{HIDDEN}" in written
    assert "ValueError" in written
    assert "s3cr3t" not in written


@pytest.mark.parametrize("name", ["public-token", "publicity", "other"])
def test_only_the_public_feed_s_own_address_is_none(name: str) -> None:
    assert hide_secrets(None, "", {"event": f"/feeds/{name}.ics"}) == {"event": f"/feeds/{HIDDEN}"}
