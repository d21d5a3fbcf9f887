"""Which addresses of the network may be asked: public ones, and those of hosts that a setting names.

An address that somebody else writes must not make the server ask its own neighbours (server-side request forgery).
Names are looked up here, and what was connected to is compared once more: a name that changes meanwhile leads nowhere.
"""

import ipaddress
import socket

from importers.sources.contract import SourceRefused


def refuse_private(host: str, allowed: frozenset[str], source: str) -> None:
    """Raises SourceRefused: E-SOURCE-01 where any address of the host is private, E-SOURCE-02 where it has none."""
    if is_allowed(host, allowed):
        return
    try:
        found = {str(one[4][0]) for one in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    except OSError as error:
        raise SourceRefused("E-SOURCE-02", source=source, reason=f"{host}: {error.strerror or error}") from error
    for address in found:
        refuse_address(address, host, source)


def refuse_address(address: str, host: str, source: str) -> None:
    """Raises SourceRefused: E-SOURCE-01."""
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    if not (mapped or found).is_global or found.is_multicast:
        raise SourceRefused("E-SOURCE-01", source=source, host=host)


def is_allowed(host: str, allowed: frozenset[str]) -> bool:
    """Whether a setting names the host."""
    return "*" in allowed or host.lower() in allowed
