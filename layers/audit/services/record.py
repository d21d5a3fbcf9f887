"""One event, in the transaction of what it tells of or by itself."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from layers.audit.actions import ACTIONS
from layers.audit.actor import Actor, actor_now

KEPT_IDS = 300
"""Of more features only the lowest and highest id and their number are kept."""
_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
"""An escaped NUL in JSON, not the text of one."""
_RECORD = """
SELECT audit.record(
    %s, %s::jsonb, %s, %s, %s::bigint[], %s::text[], %s::jsonb, %s::bigint, %s::bigint, %s::bigint
)"""
_SIGN = "SELECT set_config('dothi.actor', %s, true)"


def record(
    action: str,
    *,
    layer: str = "",
    ids: Sequence[int] = (),
    fields: Sequence[str] = (),
    details: Mapping[str, Any] = {},
    subject: str = "",
    actor: Actor | None = None,
) -> None:
    """Add an event to the caller's transaction: it stands if that is committed, and is gone if not.

    `action` is one of `layers.audit.actions.ACTIONS`; `subject` is what it is about where that is no layer (the name of
    an account, a file); `details` hold no secret and no personal value: who may read the log may not read those.

    Raises:
        ValueError: the action isn't in the list: a programming error.
    """
    _write(connection, action, layer, ids, fields, details, subject, actor)


def record_apart(
    action: str,
    *,
    layer: str = "",
    ids: Sequence[int] = (),
    fields: Sequence[str] = (),
    details: Mapping[str, Any] = {},
    subject: str = "",
    actor: Actor | None = None,
) -> None:
    """Add an event that stands whatever becomes of the caller's transaction: refusals and looks.

    Outside a transaction it is one statement; inside, even one that only reads, it goes by a connection of its own.
    """
    if not _in_transaction():
        _write(connection, action, layer, ids, fields, details, subject, actor)
        return
    apart = connection.copy()
    try:
        _write(apart, action, layer, ids, fields, details, subject, actor)
    finally:
        apart.close()


def looked(layer: str, ids: Sequence[int], fields: Sequence[str]) -> None:
    """Personal fields of these features were given to the actor. Call it before they leave: what can't be recorded
    isn't shown."""
    if ids and fields:
        record_apart("personal.seen", layer=layer, ids=ids, fields=fields)


def sign(actor: Actor | None = None) -> None:
    """Sign for what the caller's transaction writes into feature tables, whose triggers record it. Call it inside."""
    with connection.cursor() as cursor:
        cursor.execute(_SIGN, [(actor or actor_now()).as_json()])


def _in_transaction() -> bool:
    """Inside an atomic block, other than the one that Django's test cases put around each test."""
    return any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)


def _write(
    by: BaseDatabaseWrapper,
    action: str,
    layer: str,
    ids: Sequence[int],
    fields: Sequence[str],
    details: Mapping[str, Any],
    subject: str,
    actor: Actor | None,
) -> None:
    if action not in ACTIONS:
        raise ValueError(f"{action} is not in the list of recorded actions")
    many = len(ids) > KEPT_IDS
    values = [
        action,
        (actor or actor_now()).as_json(),
        layer,
        _storable(subject)[:300],
        [] if many else list(ids),
        list(fields),
        _NUL.sub(r"\1", _storable(json.dumps(dict(details), ensure_ascii=False, cls=DjangoJSONEncoder))),
        min(ids) if many else None,
        max(ids) if many else None,
        len(ids),
    ]
    with by.cursor() as cursor:
        cursor.execute(_RECORD, values)


def _storable(text: str) -> str:
    """Without what PostgreSQL can't hold: NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()
