"""How keys look: `dothi_key_` and 46 letters and digits, of which the last 6 are a checksum of the rest.

So a typing error is seen without asking the database, and programs that look for leaked secrets know ours by
`dothi_(key|secret|token)_[0-9A-Za-z]{46}`. 40 characters of 62 are 238 random bits: a plain SHA-256 can't be turned
back into them, and no two are alike.
"""

import re
import secrets
import string
import zlib
from enum import StrEnum
from hashlib import sha256

ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
RANDOM, CHECK = 40, 6
LOOK = re.compile(r"dothi_(key|secret|token)_[0-9A-Za-z]{46}")


class Kind(StrEnum):
    """A key is sent with each request. A secret is changed at the token endpoint for a token, which is."""

    KEY = "key"
    SECRET = "secret"  # noqa: S105  the name of a kind
    TOKEN = "token"  # noqa: S105


BEARERS = frozenset({Kind.KEY, Kind.TOKEN})


def new(kind: Kind) -> str:
    """A new one; kept nowhere."""
    start = f"dothi_{kind}_" + "".join(secrets.choice(ALPHABET) for _ in range(RANDOM))
    return start + checksum(start)


def kind_of(text: str) -> Kind | None:
    """What it claims to be, where its form and checksum are right."""
    found = LOOK.fullmatch(text)
    return Kind(found[1]) if found and checksum(text[:-CHECK]) == text[-CHECK:] else None


def digest_of(text: str) -> str:
    """What is kept of it."""
    return sha256(text.encode()).hexdigest()


def hint_of(text: str) -> str:
    """Its beginning, by which people tell theirs apart."""
    kind, _, rest = text.removeprefix("dothi_").partition("_")
    return f"dothi_{kind}_{rest[:4]}…"


def checksum(text: str) -> str:
    """CRC-32 in base 62, six characters."""
    number, found = zlib.crc32(text.encode()), ""
    for _ in range(CHECK):
        number, last = divmod(number, len(ALPHABET))
        found = ALPHABET[last] + found
    return found
