"""Every shape of EDTF value that is kept, made at random."""

from datetime import date

from hypothesis import strategies as st

days = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
years = st.integers(1, 9999).map("{:04d}".format)
marks = st.sampled_from(["", "?", "~", "%"])


def _month(day: date) -> str:
    return day.isoformat()[:7]


plain = st.one_of(days.map(date.isoformat), days.map(_month), years)
groupings = st.builds("{}-{}".format, years, st.integers(21, 41))
unspecified = st.one_of(
    st.integers(1, 999).map("{:03d}X".format),
    st.integers(1, 99).map("{:02d}XX".format),
    years.map("{}-XX".format),
    years.map("{}-XX-XX".format),
    days.map(lambda day: f"{_month(day)}-XX"),
)
qualified = st.builds("{}{}".format, st.one_of(plain, groupings, unspecified), marks)
_pairs = st.tuples(days, days).map(sorted)
intervals = _pairs.map(lambda pair: f"{pair[0].isoformat()}/{pair[1].isoformat()}")
coarse_intervals = _pairs.map(lambda pair: f"{_month(pair[0])}/{pair[1].year:04d}")
ranges = _pairs.map(lambda pair: f"[{pair[0].isoformat()}..{pair[1].isoformat()}]")
half_open = st.builds(
    str.format,
    st.sampled_from(["[..{}]", "[{}..]", "../{}", "{}/..", "/{}", "{}/"]),
    plain,
)
values = st.one_of(
    qualified, intervals, coarse_intervals, ranges, half_open, st.sampled_from(["", "XXXX"])
)
