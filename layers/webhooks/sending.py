"""One message goes to its receiver: once, to a public address, without following where the answer leads."""

import http.client
import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from gis import __version__
from gis.addresses import PrivateAddress, connected, is_allowed
from gis.errors import InvalidRequest

SECONDS = 10.0
"""For connecting and for the answer, altogether."""
CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
GONE = 410
LONGEST = 500


@dataclass(frozen=True)
class Answer:
    """The receiver's HTTP status, or why there was none (0)."""

    status: int
    reason: str = ""

    @property
    def taken(self) -> bool:
        return 200 <= self.status < 300


def demand_sound(url: str, allowed: frozenset[str]) -> None:
    """That it is an address which may be told: https, or http to a host that a setting names.

    Raises:
        InvalidRequest: E-FEED-05.
    """
    with suppress(ValueError):
        parts = urlsplit(url)
        host, sound = parts.hostname or "", url.isascii() and url.isprintable() and " " not in url
        plain = parts.scheme == "http" and is_allowed(host, allowed)
        no_login = parts.username is None and not parts.fragment and parts.port != 0
        if sound and host and no_login and len(url) <= LONGEST and (parts.scheme == "https" or plain):
            return
    raise InvalidRequest("E-FEED-05", url=url[:80])


def send(url: str, body: bytes, headers: Mapping[str, str], allowed: frozenset[str]) -> Answer:
    """POST it. Whatever goes wrong is an answer that wasn't taken."""
    parts = urlsplit(url)
    try:
        connection = connected(parts.scheme, parts.hostname or "", parts.port, allowed=allowed, timeout=SECONDS)
    except PrivateAddress:
        return Answer(0, "a private address")
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        return Answer(0, str(error)[:150] or type(error).__name__)
    deadline = threading.Timer(SECONDS, _end, [connection])
    deadline.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        own = {"Content-Type": CONTENT_TYPE, "User-Agent": f"dothi/{__version__}", "Connection": "close"}
        connection.request("POST", path, body, {**own, **headers})
        return Answer(connection.getresponse().status)
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        return Answer(0, f"{type(error).__name__} {error}"[:150])
    finally:
        deadline.cancel()
        connection.close()


def _end(connection: http.client.HTTPConnection) -> None:
    """A receiver that says a letter a second doesn't hold anybody up."""
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)
