"""Which addresses of the network may be asked: public ones, and those that the office allows.

Sources: RFC 6890 and the registries of special-purpose addresses; RFC 4291, 2.5.5 (IPv4-mapped),
RFC 6052 and RFC 8215 (NAT64), RFC 3056 (6to4), RFC 4380 (Teredo).
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Network = IPv4Network | IPv6Network

# Prefixes that carry an IPv4 address in their last 32 bits.
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))


def reachable(address: str, allowed: Sequence[Network] = ()) -> bool:
    """Whether a connection to this numeric address may be opened.

    Public addresses only, and those in `allowed`; an IPv4 address inside an IPv6 one counts as
    itself, so that no form of writing leads around the rule. False for anything unreadable.
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    within = _within(found)
    if any(found in network for network in allowed if network.version == found.version):
        return True
    if any(each in network for each in within for network in allowed if network.version == 4):
        return True
    return all(_public(each) for each in (found, *within)) if within else _public(found)


def _within(address: IPv4Address | IPv6Address) -> tuple[IPv4Address, ...]:
    """The IPv4 addresses that an IPv6 address leads to."""
    if isinstance(address, IPv4Address):
        return ()
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if any(address in network for network in _NAT64):
        return (IPv4Address(int(address) & 0xFFFFFFFF),)
    if address.sixtofour is not None:
        return (address.sixtofour,)
    return address.teredo or ()


def _public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None or any(address in network for network in _NAT64):
            # Judged by the address within.
            return True
        if address.is_site_local:
            return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified
    )
