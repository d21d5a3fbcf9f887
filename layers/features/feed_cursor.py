"""How far somebody has read a layer's feed, and the token that says so.

The token is encrypted: positions count all changes, those too that its holder may not see, and so do not leave. It is
another one in each answer, whether anything happened or not.
"""

import base64
import json
from dataclasses import astuple, dataclass, replace
from hashlib import sha256

from cryptography.fernet import InvalidToken

from gis.errors import Gone, InvalidRequest
from layers.access.seen import SeenLayer
from layers.accounts.secrets import cipher

ALL = 2**63 - 1
LONGEST = 1_000


@dataclass(frozen=True)
class Cursor:
    """All is read up to the change set at `position`; of that one, up to the row `log` of the change log; of that one,
    up to the feature `public_id`, and `entries` entries of the next feature. `mark` is the change set's own (0 at the
    start). `arranged` is the last change set, as the reading began, in which features went to other communes unedited.
    """

    position: int = 0
    mark: int = 0
    arranged: int = 0
    log: int = 0
    public_id: int = 0
    entries: int = 0

    def whole(self) -> "Cursor":
        """With all of the row of the change log."""
        return replace(self, public_id=ALL, entries=0)


def sight(seen: SeenLayer) -> str:
    """The same for all who see the same of a layer: what was replayed in one sight says nothing in another."""
    fields = [(one.name, str(one.type)) for one in seen.fields]
    partial = sorted((name, sorted(communes)) for name, communes in seen.rows.partial.items())
    return sha256(repr((fields, partial, seen.rows.key)).encode()).hexdigest()[:16]


def written(seen: SeenLayer, cursor: Cursor) -> str:
    """The token: small letters and digits, so that no address has to escape it."""
    secret = cipher("feed").encrypt(json.dumps([seen.name, sight(seen), *astuple(cursor)]).encode())
    return base64.b32encode(base64.urlsafe_b64decode(secret)).decode().rstrip("=").lower()


def read(seen: SeenLayer, token: str) -> Cursor:
    """What a token says.

    Raises:
        InvalidRequest: E-FEED-01 it is none, E-FEED-02 another layer's. Gone: E-FEED-04 other things are seen now.
    """
    try:
        packed = base64.b32decode(token[:LONGEST].upper() + "=" * (-len(token[:LONGEST]) % 8))
        layer, seen_then, *numbers = json.loads(cipher("feed").decrypt(base64.urlsafe_b64encode(packed)))
    except (InvalidToken, ValueError):
        raise InvalidRequest("E-FEED-01", token=token[:40]) from None
    if layer != seen.name:
        raise InvalidRequest("E-FEED-02", other=layer, layer=seen.name)
    if seen_then != sight(seen):
        raise Gone("E-FEED-04", layer=seen.name)
    return Cursor(*numbers)
