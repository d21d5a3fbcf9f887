"""What proxies say of the client: `Forwarded` (RFC 7239) and `X-Forwarded-For/-Proto/-Host/-Port/-Prefix`.

Each proxy appends an entry at the right, of who called it and how. What stands left of the entry that the outermost
trusted proxy wrote may be the client's invention and isn't looked at. Knows no Django.
"""

import ipaddress
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

from gis.errors import InvalidRequest

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105  a grammar's word (RFC 9110, 5.6.2)
_PAIR = re.compile(rf'\s*({_TOKEN})=({_TOKEN}|"(?:[^"\\]|\\.)*")\s*')
_PREFIX = re.compile(r"(/[A-Za-z0-9._~-]+)*/?")
_NODE = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<four>[0-9.]+))(?::[0-9]{1,5})?")
_LONGEST_PREFIX = 200


class Headers(StrEnum):
    """Which headers the proxies write."""

    BOTH = "both"
    RFC_7239 = "forwarded"
    X = "x-forwarded"


@dataclass(frozen=True)
class Trust:
    """Who is believed: so many proxies in front, or those that call from the networks; with both, so many, if the
    connection comes from one of the networks. With neither, nobody."""

    proxies: int = 0
    networks: tuple[Network, ...] = ()
    headers: Headers = Headers.BOTH

    def hops(self, connection: str, chain: Sequence[str]) -> int:
        """How many entries from the right proxies that are trusted wrote; `chain` is who called each, as they say."""
        if self.networks and not self._has(connection):
            return 0
        if self.proxies > 0 or not self.networks:
            return max(self.proxies, 0)
        count = 1
        for caller in reversed(chain):
            if not self._has(caller):
                break
            count += 1
        return min(count, max(len(chain), 1))

    def _has(self, address: str) -> bool:
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        plain = getattr(found, "ipv4_mapped", None) or found  # how a socket for both kinds names IPv4
        return any(plain in network for network in self.networks)


@dataclass(frozen=True)
class Said:
    """What is believed of the client's request; None where nothing is said. `client` is an IP address, `host` may have
    a port, `prefix` is a path without a slash at its end."""

    client: str | None = None
    protocol: str | None = None
    host: str | None = None
    port: str | None = None
    prefix: str | None = None


def said(meta: Mapping[str, str], trust: Trust) -> Said:
    """From the headers of a WSGI environment.

    Raises:
        InvalidRequest: E-PROXY-02 both kinds of headers say something, and not the same; -03 a prefix is no path;
            -04 a header can't be read.
    """
    if not trust.proxies and not trust.networks:
        return Said()
    connection = meta.get("REMOTE_ADDR", "")
    by_x = _by_x(meta, connection, trust) if trust.headers is not Headers.RFC_7239 else Said()
    header = meta.get("HTTP_FORWARDED", "")
    by_rfc = _by_rfc_7239(header, connection, trust) if header and trust.headers is not Headers.X else Said()
    both = {}
    for name in (field.name for field in fields(Said)):
        first, second = getattr(by_rfc, name), getattr(by_x, name)
        if None not in (first, second) and first != second:
            raise InvalidRequest("E-PROXY-02", what=name, first=first[:80], second=second[:80])
        both[name] = first if second is None else second
    return Said(**both)


def _by_x(meta: Mapping[str, str], connection: str, trust: Trust) -> Said:
    chain = _list(meta.get("HTTP_X_FORWARDED_FOR", ""))
    hops = trust.hops(connection, chain)
    if hops < 1:
        return Said()
    prefixes = _list(meta.get("HTTP_X_FORWARDED_PREFIX", ""))[-hops:]
    return Said(
        client=_address(chain[-hops]) if len(chain) >= hops else None,
        protocol=_protocol(_outermost(meta.get("HTTP_X_FORWARDED_PROTO", ""), hops), "X-Forwarded-Proto"),
        host=_outermost(meta.get("HTTP_X_FORWARDED_HOST", ""), hops),
        port=_port(_outermost(meta.get("HTTP_X_FORWARDED_PORT", ""), hops)),
        prefix="".join(_path(prefix) for prefix in prefixes) if prefixes else None,
    )


def _by_rfc_7239(header: str, connection: str, trust: Trust) -> Said:
    elements = forwarded_elements(header)
    hops = trust.hops(connection, [_node(one.get("for", "")) or "" for one in elements])
    if hops < 1 or not elements:
        return Said()
    outermost = elements[max(0, len(elements) - hops)]
    return Said(
        client=_node(outermost.get("for", "")) if len(elements) >= hops else None,
        protocol=_protocol(outermost.get("proto"), "Forwarded"),
        host=outermost.get("host"),
    )


def forwarded_elements(header: str) -> list[dict[str, str]]:
    """The elements of a Forwarded header in their order, each with its parameters in small letters (RFC 7239, 4).

    Raises:
        InvalidRequest: E-PROXY-04 it isn't written so, or has a parameter twice.
    """
    elements: list[dict[str, str]] = [{}]
    at = 0
    while at < len(header):
        if pair := _PAIR.match(header, at):
            name, value = pair[1].lower(), pair[2]
            if name in elements[-1]:
                raise InvalidRequest("E-PROXY-04", header="Forwarded", value=header[:80])
            elements[-1][name] = re.sub(r"\\(.)", r"\1", value[1:-1]) if value[0] == '"' else value
            at = pair.end()
        if at < len(header) and header[at] not in ",; \t":
            raise InvalidRequest("E-PROXY-04", header="Forwarded", value=header[:80])
        if header[at : at + 1] == ",":
            elements.append({})
        at += 1
    return [element for element in elements if element]


def _list(header: str) -> list[str]:
    return [entry.strip() for entry in header.split(",") if entry.strip()]


def _outermost(header: str, hops: int) -> str | None:
    """What the outermost trusted proxy wrote: its entry where each appends one, or the only one that there is."""
    entries = _list(header)
    return entries[max(0, len(entries) - hops)] if entries else None


def _address(entry: str) -> str | None:
    """An address; None for an entry that is none: it isn't believed, and no reason to refuse."""
    try:
        return str(ipaddress.ip_address(entry))
    except ValueError:
        return None


def _node(entry: str) -> str | None:
    """The address of a node with or without its port; None where it is hidden or unknown (RFC 7239, 6)."""
    match = _NODE.fullmatch(entry)
    return _address(match["six"] or match["four"]) if match else None


def _protocol(value: str | None, header: str) -> str | None:
    if value is None or value.lower() in ("http", "https"):
        return value and value.lower()
    raise InvalidRequest("E-PROXY-04", header=header, value=value[:80])


def _port(value: str | None) -> str | None:
    if value is None or (re.fullmatch(r"[0-9]{1,5}", value) and 0 < int(value) < 65_536):
        return value
    raise InvalidRequest("E-PROXY-04", header="X-Forwarded-Port", value=value[:80])


def _path(prefix: str) -> str:
    dots = {".", ".."} & set(prefix.split("/"))
    if not _PREFIX.fullmatch(prefix) or dots or len(prefix) > _LONGEST_PREFIX:
        raise InvalidRequest("E-PROXY-03", prefix=prefix[:80])
    return prefix.rstrip("/")
