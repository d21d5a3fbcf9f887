"""Who acts: set at the edge (a request, a job, the command line), read where something is recorded."""

import getpass
import ipaddress
import json
import os
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from typing import Any

LONGEST = 300
"""Characters of each text that are kept."""


class ActorKind(StrEnum):
    """`public` is whoever isn't signed in, `database` a session in plain SQL that nobody signed for."""

    PERSON = "person"
    SERVICE = "service"
    COMMAND_LINE = "command_line"
    JOB = "job"
    PUBLIC = "public"
    DATABASE = "database"


@dataclass(frozen=True)
class Actor:
    """One who acts, as known at the time: nothing here follows a later change of the account.

    `id` is an account's; `via` is session, key, token, command line or job; `purpose` says why, in the actor's words;
    `address` is an IP address or empty.
    """

    kind: ActorKind
    id: int | None = None
    name: str = ""
    organisation: str = ""
    via: str = ""
    address: str = ""
    purpose: str = ""
    request_id: str = ""

    def as_json(self) -> str:
        """What `audit.record` and the triggers of feature tables read. NUL and broken characters, which PostgreSQL
        can't hold, are taken out."""
        values = {name: _clean(value) if isinstance(value, str) else value for name, value in asdict(self).items()}
        values["address"] = known_address(self.address)
        return json.dumps({name: value for name, value in values.items() if value not in ("", None)})

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any], *, by_job: str) -> "Actor":
        """Who asked for a job, as it was written down by `as_json`, acting by way of the job of that id."""
        known = {name: values[name] for name in ("id", "name", "organisation", "address", "purpose") if name in values}
        kind = values.get("kind")
        return cls(ActorKind(kind) if kind in set(ActorKind) else ActorKind.JOB, via="job", request_id=by_job, **known)


Source = Actor | Callable[[], Actor]
"""An actor, or what says who it is when it is asked: to know who sent a request may cost a query that few need."""
_actor: ContextVar[Source | None] = ContextVar("actor", default=None)


@contextmanager
def acting_as(actor: Source) -> Iterator[None]:
    """Let everything within be done by the actor."""
    before = _actor.set(actor)
    try:
        yield
    finally:
        _actor.reset(before)


def actor_now() -> Actor:
    """Who acts; where nobody said so, it is the command line of this machine's user."""
    source = _actor.get() or command_line_actor()
    return source if isinstance(source, Actor) else source()


@cache
def command_line_actor() -> Actor:
    """The operating system's user, `name@host`, and why: DOTHI_PURPOSE."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a user id without a name
        user = "?"
    name = f"{user}@{socket.gethostname()}"[:LONGEST]
    return Actor(ActorKind.COMMAND_LINE, name=name, via="command line", purpose=os.environ.get("DOTHI_PURPOSE", ""))


def _clean(text: str) -> str:
    return text.replace("\0", "").encode("utf-8", "replace").decode()[:LONGEST]


def known_address(text: str) -> str:
    """An IP address as PostgreSQL writes it, without the name of a network card; nothing where it is none."""
    try:
        return str(ipaddress.ip_address(text.strip().partition("%")[0]))
    except ValueError:
        return ""
