"""Asking other servers over HTTP: with limits of size, time and redirects, and never a private address unasked."""

import base64
import http.client
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import IO
from urllib.parse import unquote, urljoin, urlsplit

from gis.addresses import PrivateAddress, connected
from importers.sources.contract import MEGABYTE, Fetching, SourceRefused, shown

MOST_REDIRECTS = 5
TIMEOUT = 30.0
"""Seconds for which a server may say nothing."""
CHUNK = 1 << 18
_AGENT = "dothi"


@dataclass
class Answer:
    """A good answer (200) whose body is still to be read; `url` is where it came from in the end."""

    url: str
    headers: http.client.HTTPMessage
    body: Iterator[bytes]

    @property
    def media_type(self) -> str:
        return self.headers.get_content_type()


@dataclass
class Client:
    """All that is asked for one source: bytes and seconds count together."""

    asked: Fetching
    received: int = 0
    began: float = field(default_factory=time.monotonic)

    @contextmanager
    def get(self, url: str, accept: str = "*/*") -> Iterator[Answer]:
        """Ask, following redirects.

        Raises:
            SourceRefused: E-SOURCE-01 a private address, E-SOURCE-02 no good answer, E-SOURCE-03 beyond a limit.
        """
        for _ in range(MOST_REDIRECTS + 1):
            connection = self._connected(url)
            try:
                response = self._response(connection, url, accept)
                if response.status in (301, 302, 303, 307, 308) and response.headers["Location"]:
                    url = urljoin(url, response.headers["Location"])
                    continue
                if response.status != 200:
                    raise self.failed(f"{shown(url)}: HTTP {response.status} {response.reason}"[:200])
                yield Answer(url, response.headers, self._body(response))
                return
            finally:
                connection.close()
        raise self.failed(f"more than {MOST_REDIRECTS} redirects")

    def read(self, url: str, accept: str, most: int) -> tuple[bytes, Answer]:
        """A whole body of at most so many bytes."""
        with self.get(url, accept) as answer:
            parts, size = [], 0
            for part in answer.body:
                size += len(part)
                if size > most:
                    raise self.beyond(f"one answer holds more than {most // MEGABYTE} MB", "DOTHI_FETCH_MB")
                parts.append(part)
        return b"".join(parts), answer

    def save(self, url: str, file: IO[bytes], accept: str = "*/*") -> Answer:
        """The body into a file, as it comes."""
        with self.get(url, accept) as answer:
            for part in answer.body:
                file.write(part)
                self.asked.progress(self.received)
        return answer

    def failed(self, reason: str) -> SourceRefused:
        return SourceRefused("E-SOURCE-02", source=self.asked.shown, reason=reason)

    def beyond(self, reason: str, setting: str) -> SourceRefused:
        return SourceRefused("E-SOURCE-03", source=self.asked.shown, reason=reason, setting=setting)

    def _connected(self, url: str) -> http.client.HTTPConnection:
        parts = urlsplit(url)
        with suppress(ValueError):
            if parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1) > 0:
                return self._connect(parts.scheme, parts.hostname, parts.port)
        raise self.failed(f"{shown(url)} is no address of the web")

    def _connect(self, scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
        try:
            return connected(scheme, host, port, allowed=self.asked.limits.private_hosts, timeout=TIMEOUT)
        except PrivateAddress as error:
            raise SourceRefused("E-SOURCE-01", source=self.asked.shown, host=host) from error
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            raise self.failed(f"{host}: {getattr(error, 'strerror', None) or error}"[:200]) from error

    def _response(self, connection: http.client.HTTPConnection, url: str, accept: str) -> http.client.HTTPResponse:
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"Accept": accept, "Accept-Encoding": "identity", "User-Agent": _AGENT, **self._login(url)}
        try:
            connection.request("GET", path, headers=headers)
            return connection.getresponse()
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            raise self.failed(f"{parts.hostname}: {type(error).__name__} {error}"[:200]) from error

    def _login(self, url: str) -> dict[str, str]:
        """User and password of the source's own address, for its own host alone."""
        own, parts = urlsplit(self.asked.text), urlsplit(url)
        if own.username is None or (own.scheme, own.hostname, own.port) != (parts.scheme, parts.hostname, parts.port):
            return {}
        login = f"{unquote(own.username)}:{unquote(own.password or '')}"
        return {"Authorization": f"Basic {base64.b64encode(login.encode()).decode()}"}

    def _body(self, response: http.client.HTTPResponse) -> Iterator[bytes]:
        limits = self.asked.limits
        while True:
            if time.monotonic() - self.began > limits.seconds:
                raise self.beyond(f"it takes longer than {limits.seconds:g} s", "DOTHI_FETCH_SECONDS")
            try:
                part = response.read1(CHUNK)
            except (OSError, http.client.HTTPException) as error:
                raise self.failed(f"it broke off: {error}"[:200]) from error
            if not part:
                if response.length:
                    raise self.failed(f"it broke off {response.length} bytes before its end")
                return
            self.received += len(part)
            if self.received > limits.megabytes * MEGABYTE:
                raise self.beyond(f"it is larger than {limits.megabytes} MB", "DOTHI_FETCH_MB")
            yield part
