"""A feed in parts: one gzip file, the same whenever and wherever it is packed."""

import gzip

from hypothesis import given
from hypothesis import strategies as st

from monitor.subscriptions.packing import FeedBytes, Part, pack

PARTS = st.lists(st.binary(max_size=3_000), max_size=12)


@given(PARTS)
def test_parts_are_one_gzip_file_of_all_they_hold(parts: list[bytes]) -> None:
    packed = pack([Part(each) for each in parts])
    assert gzip.decompress(packed) == b"".join(parts)


@given(PARTS)
def test_a_part_that_was_packed_before_gives_the_same_file(parts: list[bytes]) -> None:
    held = [Part(each) for each in parts]
    first = pack(held)
    assert pack(held) == first == pack([Part(each) for each in parts])


@given(PARTS, st.integers(0, 40_000))
def test_what_is_sent_does_not_depend_on_the_room(parts: list[bytes], limit: int) -> None:
    feed = FeedBytes([Part(each) for each in parts], limit)
    assert feed.sent(packed=False) == b"".join(parts)
    assert feed.sent(packed=True) == pack([Part(each) for each in parts])
    assert feed.sent(packed=False) == b"".join(parts)


def test_where_there_is_no_room_only_the_packed_bytes_are_held() -> None:
    feed = FeedBytes([Part(b"a" * 1_000), Part(b"b" * 1_000)], 2_000)
    assert feed.size == len(feed.sent(packed=True)) < 100
