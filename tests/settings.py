"""The project's settings under a test environment, made here so that tests start from any shell.

DATABASE_URL may be given: the same suite runs on SQLite and on PostgreSQL.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Not the memory database: races in threads need one with a file's locks.
SCRATCH = Path(tempfile.mkdtemp(prefix="commitment-monitor-test-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)

DATABASE_URL = os.environ.get("DATABASE_URL") or f"sqlite:///{SCRATCH}/record.sqlite3"
GIVEN = [name for name in os.environ if name.startswith(("DATABASE_", "DEMO_", "SECRET_KEY"))]
FEED = ("FEED_BASE_URL", "FEED_MAX_VISIBILITY", "FEED_REACH")
for name in [*GIVEN, *FEED, "ALLOWED_HOSTS", "LANGUAGE_CODE", "TLS_PROXY"]:
    os.environ.pop(name, None)
os.environ.update(
    DEBUG="1",
    SECRET_KEY="only-for-tests-" + "0123456789" * 5,
    DATABASE_URL=DATABASE_URL,
    SITE_URL="http://testserver",
    TIME_ZONE="Africa/Casablanca",
    COUNTRY="MA",
    HOME_ACTOR="MAR",
)

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES  # noqa: E402

DEMO_ACCOUNTS = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # No thread of a test's server holds the file that the next test empties.
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH / "test.sqlite3")}
    # A test's database is thrown away: no need to wait for the disk.
    options = DATABASES["default"]["OPTIONS"]
    options["init_command"] = options["init_command"].replace("NORMAL", "OFF")
