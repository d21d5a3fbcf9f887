"""The queue that tells idle workers of a job: Dramatiq over PostgreSQL, so that no other server is needed.

A message holds nothing but a job's id and may come late, twice or never: the row decides. Another broker of Dramatiq's
(RabbitMQ, Redis) takes this one's place in `broker` alone.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from uuid import UUID

os.environ.setdefault("dramatiq_queue_prefetch", "1")  # a busy worker must not sit on the next job as well

import psycopg2.pool
from django.db import connection
from dramatiq import Message, MessageProxy
from dramatiq.errors import ConnectionError as BrokerGone
from dramatiq_pg import PostgresBroker
from dramatiq_pg.broker import PostgresConsumer

QUEUE = "jobs"
ACTOR = "run_job"
MOST_CONNECTIONS = 8
WORKER_SESSION = "dothi worker"
"""How the session begins in which a worker beats; host and process follow."""


class _Consumer(PostgresConsumer):
    """Takes the next message as soon as the last is done; its parent sleeps for up to a second in between."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.idle = threading.Event()

    def __next__(self) -> MessageProxy | None:
        self.idle.clear()
        if len(self.in_processing) < self.prefetch:
            return super().__next__()
        self.idle.wait(self.timeout)
        return None

    def ack(self, message: MessageProxy) -> None:
        with _told_again():
            super().ack(message)
        self.idle.set()

    def nack(self, message: MessageProxy) -> None:
        with _told_again():
            super().nack(message)
        self.idle.set()


@contextmanager
def _told_again() -> Iterator[None]:
    """Dramatiq tries again what a lost connection stopped, and gives up on all else: a message that is never done would
    keep its worker from ever taking another."""
    try:
        yield
    except (psycopg2.Error, psycopg2.pool.PoolError) as error:
        raise BrokerGone(str(error)) from error


class _Broker(PostgresBroker):
    """Without the second queue for delayed messages, which would cost two more connections and a thread."""

    def declare_queue(self, queue_name: str) -> None:
        if queue_name not in self.queues:
            self.emit_before("declare_queue", queue_name)
            self.queues[queue_name] = True
            self.emit_after("declare_queue", queue_name)

    def consume(self, queue_name: str, prefetch: int = 1, timeout: int = 30_000) -> PostgresConsumer:
        return _Consumer(pool=self.pool, queue_name=queue_name, prefetch=prefetch, timeout=timeout)


def broker() -> PostgresBroker:
    """The broker on Django's database. No middleware: nothing is tried again, timed or measured behind our back."""
    known = connection.get_connection_params()
    address = {name: known[name] for name in ("dbname", "user", "password", "host", "port", "sslmode") if name in known}
    return _broker(tuple(address.items()))


def send(job_id: UUID) -> None:
    """Tell the workers of a job that waits."""
    broker().enqueue(Message(queue_name=QUEUE, actor_name=ACTOR, args=(str(job_id),), kwargs={}, options={}))


@lru_cache(maxsize=4)
def _broker(address: tuple[tuple[str, str], ...]) -> PostgresBroker:
    pool = psycopg2.pool.ThreadedConnectionPool(0, MOST_CONNECTIONS, application_name="dothi queue", **dict(address))
    return _Broker(pool=pool, results=False, middleware=[])
