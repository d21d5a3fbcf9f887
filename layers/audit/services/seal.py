"""Events get their place in the chain, in batches."""

import logging

from django.db import connection, transaction

from layers.audit.chain import GENESIS, SEAL

_log = logging.getLogger(__name__)
BATCH = 10_000
LOCK = 4_170_528
"""The number of the advisory lock that one sealer holds at a time, in the whole database."""


def seal() -> int:
    """Seal every committed event that has no seal, unless another process is at it, and say how many.

    Writers never wait for it. Call it outside transactions: the horizon of a seal is its own transaction.
    """
    sealed = 0
    while batch := _seal_batch():
        sealed += batch
        if batch < BATCH:
            break
    return sealed


@transaction.atomic(durable=True)
def _seal_batch() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(SEAL, {"batch": BATCH, "genesis": GENESIS})
        row = cursor.fetchone()
        if row is None:
            return 0
        number, events, digest = row
    _log.info("audit seal %s of %s events: %s", number, events, bytes(digest).hex())
    return int(events)
