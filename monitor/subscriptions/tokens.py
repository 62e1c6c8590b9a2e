"""Secret addresses: 256 random bits, of which only the SHA-256 is kept."""

import re
import secrets
from hashlib import sha256

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def new_token() -> str:
    """256 random bits as 43 characters of an address (RFC 4648, 5)."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """What is kept of a token: 64 hexadecimal digits."""
    return sha256(token.encode()).hexdigest()
