"""The one way out: every request that the product makes to an address that somebody gave it."""

from monitor.intake.fetching.addresses import Network, reachable
from monitor.intake.fetching.fetch import MOST_BYTES, Fetched, fetch, plain_address
from monitor.intake.fetching.refusals import FetchRefused

__all__ = [
    "MOST_BYTES",
    "FetchRefused",
    "Fetched",
    "Network",
    "fetch",
    "plain_address",
    "reachable",
]
