from pathlib import Path

import pytest

from config.database import database
from config.env import Environment, SettingRefused


def test_a_missing_value_is_refused_by_name() -> None:
    with pytest.raises(SettingRefused, match=r"^SECRET_KEY is missing"):
        Environment({}).secret("SECRET_KEY")


def test_an_empty_value_counts_as_missing() -> None:
    with pytest.raises(SettingRefused, match=r"^SITE_URL is missing"):
        Environment({"SITE_URL": "  "}).text("SITE_URL")


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from the file\n")
    assert Environment({"KEY_FILE": str(tmp_path / "key")}).secret("KEY") == "from the file"


def test_a_secret_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(SettingRefused, match=r"^KEY_FILE names .*nowhere"):
        Environment({"KEY_FILE": str(tmp_path / "nowhere")}).secret("KEY", "default")


def test_a_secret_given_twice_is_refused() -> None:
    with pytest.raises(SettingRefused, match=r"^KEY and KEY_FILE are both set"):
        Environment({"KEY": "a", "KEY_FILE": "b"}).secret("KEY")


def test_a_short_secret_is_refused_without_showing_it() -> None:
    with pytest.raises(SettingRefused, match=r"^KEY has 6 characters") as refusal:
        Environment({"KEY": "hunter"}).secret("KEY", at_least=50)
    assert "hunter" not in str(refusal.value)


@pytest.mark.parametrize(("word", "meant"), [("1", True), ("On", True), ("no", False), ("", False)])
def test_a_flag_is_read_from_its_usual_words(word: str, meant: bool) -> None:
    assert Environment({"DEBUG": word}).flag("DEBUG") is meant


def test_a_flag_of_another_word_is_refused() -> None:
    with pytest.raises(SettingRefused, match=r"^DEBUG is 'maybe'"):
        Environment({"DEBUG": "maybe"}).flag("DEBUG")


def test_words_are_parted_at_commas() -> None:
    assert Environment({"HOSTS": "a.org, b.org,"}).words("HOSTS") == ["a.org", "b.org"]


@pytest.mark.parametrize(
    "bad",
    [
        "monitor.org",
        "https://monitor.org/path",
        "https://",
        "ftp://a.org",
        "https://[a",
        "https://a.org:x",
    ],
)
def test_an_origin_that_is_none_is_refused(bad: str) -> None:
    with pytest.raises(SettingRefused, match=r"^SITE_URL is "):
        Environment({"SITE_URL": bad}).origin("SITE_URL", https=False)


def test_an_origin_loses_its_closing_slash() -> None:
    reader = Environment({"SITE_URL": "https://monitor.org/"})
    assert reader.origin("SITE_URL", https=True) == "https://monitor.org"


def test_plain_http_is_refused_where_https_is_asked() -> None:
    with pytest.raises(SettingRefused, match=r"write https://host"):
        Environment({"SITE_URL": "http://monitor.org"}).origin("SITE_URL", https=True)


@pytest.mark.parametrize("bad", ["Africa/Nowhere", "../etc/passwd", "Africa"])
def test_a_zone_that_is_not_in_the_database_is_refused(bad: str) -> None:
    with pytest.raises(SettingRefused, match=r"^TIME_ZONE is "):
        Environment({"TIME_ZONE": bad}).zone("TIME_ZONE")


@pytest.mark.parametrize("bad", ["mar", "MA", "MORO", "M4R", "ÉÉÉ"])
def test_a_state_that_is_not_three_capitals_is_refused(bad: str) -> None:
    with pytest.raises(SettingRefused, match=r"^HOME_ACTOR is "):
        Environment({"HOME_ACTOR": bad}).code("HOME_ACTOR", letters=3)


def test_a_socket_in_the_database_address_is_kept_beside_the_pool() -> None:
    entry = database("postgres://u@%2Fvar%2Frun/monitor?application_name=m", pool=True)
    assert entry["HOST"] == "/var/run"
    assert entry["OPTIONS"] == {"application_name": "m", "pool": True}


def test_sqlite_takes_the_write_lock_first_and_waits_for_it() -> None:
    options = database("sqlite:///var/x.sqlite3", pool=False)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20


@pytest.mark.parametrize("bad", ["mysql://u:hunter2@h/n", "nonsense", "postgres://", "foo://x/y"])
def test_another_database_is_refused_without_showing_its_password(bad: str) -> None:
    with pytest.raises(SettingRefused, match=r"^DATABASE_URL ") as refusal:
        database(bad, pool=False)
    assert "hunter2" not in str(refusal.value)


def test_a_pool_for_sqlite_is_refused() -> None:
    with pytest.raises(SettingRefused, match=r"^DATABASE_POOL "):
        database("sqlite:///x", pool=True)
