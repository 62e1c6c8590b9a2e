"""Which addresses may be asked."""

from ipaddress import ip_network

import pytest

from monitor.intake.fetching import reachable

INWARD = [
    "127.0.0.1", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.0", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
    "64:ff9b:1::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::1",
    "2001:0:7f00:1::", "localhost", "", "1", "0x7f.1", "2130706433",
]  # fmt: skip


@pytest.mark.parametrize("address", INWARD)
def test_an_address_inside_a_network_is_not_asked(address: str) -> None:
    assert not reachable(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"],
)
def test_a_public_address_is_asked_however_it_is_written(address: str) -> None:
    assert reachable(address)


def test_the_office_may_allow_a_network_of_its_own() -> None:
    allowed = [ip_network("10.1.0.0/16")]
    assert reachable("10.1.2.3", allowed)
    assert reachable("::ffff:10.1.2.3", allowed)
    assert not reachable("10.2.0.1", allowed)
