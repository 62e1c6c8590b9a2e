from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.sources.runs import Run, runs

SPANS = st.lists(st.tuples(st.integers(-3, 30), st.integers(-3, 30)), max_size=8)


def test_nested_words_share_a_run() -> None:
    assert runs(9, [(1, 8, "outer"), (3, 5, "inner")]) == [
        Run(0, 1, (), ()),
        Run(1, 3, ("outer",), ()),
        Run(3, 5, ("outer", "inner"), ("inner",)),
        Run(5, 8, ("outer",), ("outer",)),
        Run(8, 9, (), ()),
    ]


def test_crossing_words_overlap_in_a_run_of_their_own() -> None:
    assert [(run.start, run.end, run.keys) for run in runs(6, [(0, 4, "a"), (2, 6, "b")])] == [
        (0, 2, ("a",)),
        (2, 4, ("a", "b")),
        (4, 6, ("b",)),
    ]


def test_equal_words_are_one_run() -> None:
    assert runs(3, [(0, 3, "a"), (0, 3, "b")]) == [Run(0, 3, ("a", "b"), ("a", "b"))]


def test_an_empty_text_has_no_run() -> None:
    assert runs(0, [(0, 4, "a")]) == []


@settings(deadline=None)
@given(st.integers(0, 25), st.integers(0, 5), SPANS)
def test_the_runs_follow_one_another_and_each_knows_what_covers_it(
    length: int, start: int, pairs: list[tuple[int, int]]
) -> None:
    spans = [(first, last, number) for number, (first, last) in enumerate(pairs)]
    found = runs(length, spans, start=start)
    places = [place for run in found for place in range(run.start, run.end)]
    assert places == list(range(start, length))
    for run in found:
        for place in range(run.start, run.end):
            covering = [key for first, last, key in spans if first <= place < last]
            assert list(run.keys) == covering
