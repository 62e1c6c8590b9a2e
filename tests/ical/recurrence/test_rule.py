from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.ical.recurrence import ByDay, Rule, RuleRefused, parse_rule
from tests.ical.examples import floating
from tests.ical.recurrence.rules import RULES


def test_a_rule_is_read_part_by_part():
    text = "FREQ=MONTHLY;INTERVAL=2;UNTIL=20251231T225959Z;BYDAY=-1FR,2MO;BYSETPOS=1;WKST=SU"
    assert parse_rule(text) == Rule(
        freq="MONTHLY",
        interval=2,
        until=datetime(2025, 12, 31, 22, 59, 59, tzinfo=UTC),
        by_day=(ByDay(4, -1), ByDay(0, 2)),
        by_position=(1,),
        week_start=6,
    )


@given(RULES)
def test_a_rule_comes_back_from_its_text(rule):
    assert parse_rule(rule.text()) == rule


@pytest.mark.parametrize(
    "until", [date(2025, 1, 2), floating(2025, 1, 2, 3, 4, 5), datetime(987, 1, 2, tzinfo=UTC)]
)
def test_each_kind_of_last_day_comes_back(until):
    rule = Rule(freq="DAILY", until=until)
    assert parse_rule(rule.text()).until == until


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("freq=weekly;byday=mo,", "FREQ=WEEKLY;BYDAY=MO"),
        (" FREQ = WEEKLY ; BYDAY = MO , TU ;;", "FREQ=WEEKLY;BYDAY=MO,TU"),
        ("FREQ=WEEKLY;X-EVOLUTION-ENDDATE=20250101", "FREQ=WEEKLY"),
        ("RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=OMIT", "FREQ=YEARLY"),
        ("FREQ=YEARLY;BYMONTHDAY=+1", "FREQ=YEARLY;BYMONTHDAY=1"),
        ("FREQ=DAILY;UNTIL=2025-01-31", "FREQ=DAILY;UNTIL=20250131"),
        ("FREQ=WEEKLY;WKST=MO", "FREQ=WEEKLY"),
        ("RRULE:Nonsense;FREQ=WEEKLY", "FREQ=WEEKLY"),
    ],
)
def test_what_others_write_otherwise_is_read(written, meant):
    assert parse_rule(written).text() == meant


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("FREQ=SECONDLY", "SECONDLY repeats within the day"),
        ("FREQ=MINUTELY;COUNT=2", "MINUTELY repeats within the day"),
        ("FREQ=HOURLY", "HOURLY repeats within the day"),
        ("", "FREQ"),
        ("FREQ=FORTNIGHTLY", "FREQ: FORTNIGHTLY"),
        ("COUNT=3", "FREQ"),
        ("FREQ=DAILY;FREQ=WEEKLY", "twice"),
        ("FREQ", "FREQ"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL: 0"),
        ("FREQ=DAILY;INTERVAL=99999", "INTERVAL: 99999"),
        ("FREQ=DAILY;COUNT=" + "9" * 5000, "COUNT"),
        ("FREQ=DAILY;COUNT=0", "COUNT: 0"),
        ("FREQ=DAILY;UNTIL=20250230", "UNTIL"),
        ("FREQ=DAILY;UNTIL=soon", "UNTIL"),
        ("FREQ=MONTHLY;BYDAY=MONDAY", "BYDAY"),
        ("FREQ=MONTHLY;BYDAY=", "BYDAY"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY: 0"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY: 32"),
        ("FREQ=YEARLY;BYMONTH=5L", "BYMONTH"),
        ("FREQ=YEARLY;BYMONTH=13", "BYMONTH: 13"),
        ("FREQ=YEARLY;BYEASTER=0", "BYEASTER"),
        ("FREQ=YEARLY;RSCALE=HEBREW", "RSCALE"),
        ("FREQ=MONTHLY;BYSETPOS=0", "BYSETPOS"),
        ("FREQ=DAILY;BYMONTHDAY=" + ",".join(["1"] * 800), "800 values"),
        (
            f"FREQ=DAILY;BYHOUR={','.join(map(str, range(24)))};BYMINUTE=0,10,20,30,40",
            "120 times a day",
        ),
    ],
)
def test_a_rule_that_is_not_read_is_refused_by_its_part(text, named):
    with pytest.raises(RuleRefused, match=named):
        parse_rule(text)


@given(st.text(alphabet="FREQ=DAILYWKBSTPO;,0123456789-+TZ \x00é", max_size=80))
def test_any_text_is_a_rule_or_refused(text):
    try:
        rule = parse_rule(text)
    except RuleRefused:
        return
    assert parse_rule(rule.text()) == rule
