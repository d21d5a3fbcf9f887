"""What happens to API clients, told to the audit. The one place from which it is told."""

import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock

from layers.audit.actor import Actor, ActorKind
from layers.audit.services import record, record_apart

REFUSALS_EVERY = 1.0
"""Seconds between two events of refused keys from one address: guessing must not fill the log."""
MOST_ADDRESSES = 10_000
_refused: OrderedDict[str, tuple[float, int]] = OrderedDict()
_lock = Lock()


def client_created(code: str, organisation: str, role: str, areas: Sequence[str], scopes: Sequence[str]) -> None:
    details = {"organisation": organisation, "role": role, "areas": list(areas), "scopes": list(scopes)}
    record("client.created", subject=code, details=details)


def client_changed(code: str, details: Mapping[str, object]) -> None:
    record("client.changed", subject=code, details=details)


def client_ended(code: str) -> None:
    record("client.removed", subject=code)


def key_made(code: str, kind: str, hint: str, scopes: Sequence[str], days: int) -> None:
    record("key.issued", subject=code, details={"key": hint, "kind": kind, "scopes": list(scopes), "days": days})


def key_revoked(code: str, hint: str) -> None:
    record("key.revoked", subject=code, details={"key": hint})


def token_given(code: str, account: int, name: str, secret: str, scopes: Sequence[str]) -> None:
    """Nobody is signed in at the token endpoint: the client itself acts."""
    actor = Actor(ActorKind.SERVICE, id=account, name=name, via="key")
    record("token.issued", subject=code, details={"secret": secret, "scopes": list(scopes)}, actor=actor)


def token_revoked(code: str, account: int, name: str) -> None:
    record("token.revoked", subject=code, actor=Actor(ActorKind.SERVICE, id=account, name=name, via="key"))


def refused(address: str, path: str, client: str = "") -> None:
    """A key, token or secret was refused. Says how many of them weren't told since the last time."""
    now = time.monotonic()
    with _lock:
        told_at, untold = _refused.get(address, (-REFUSALS_EVERY, 0))
        if now - told_at < REFUSALS_EVERY:
            _refused[address] = told_at, untold + 1
            return
        _refused[address] = now, 0
        _refused.move_to_end(address)
        while len(_refused) > MOST_ADDRESSES:
            _refused.popitem(last=False)
    details = {"path": path[:200], **({"untold_before": untold} if untold else {})}
    record_apart("key.refused", subject=client, details=details, actor=Actor(ActorKind.PUBLIC, address=address))


def forget() -> None:
    """Which refusals were told."""
    with _lock:
        _refused.clear()
