"""Which addresses of the network may be asked: public ones, and those of hosts that a setting names.

An address that somebody else writes must not make the server ask its own neighbours (server-side request forgery).
Names are looked up here, and what was connected to is compared once more: a name that changes meanwhile leads nowhere.
Files and services that are fetched and webhooks that are told all go by this.
"""

import http.client
import ipaddress
import socket
import ssl


class PrivateAddress(ValueError):
    """The host, by name, has an address that isn't public."""


def refuse_private(host: str, allowed: frozenset[str]) -> None:
    """Raises PrivateAddress where any address of the host is private, OSError where it has none."""
    if is_allowed(host, allowed):
        return
    for address in {str(one[4][0]) for one in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}:
        refuse_address(address, host)


def refuse_address(address: str, host: str) -> None:
    """Raises PrivateAddress."""
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    if not (mapped or found).is_global or found.is_multicast:
        raise PrivateAddress(host)


def is_allowed(host: str, allowed: frozenset[str]) -> bool:
    """Whether a setting names the host."""
    return "*" in allowed or host.lower() in allowed


def connected(
    scheme: str, host: str, port: int | None, *, allowed: frozenset[str], timeout: float
) -> http.client.HTTPConnection:
    """A connection to a public address, or to a host that is allowed; `timeout` seconds it may say nothing.

    Raises:
        PrivateAddress, and what connecting raises: OSError, http.client.HTTPException, UnicodeError.
    """
    refuse_private(host, allowed)
    connection = (
        http.client.HTTPSConnection(host, port, timeout=timeout, context=ssl.create_default_context())
        if scheme == "https"
        else http.client.HTTPConnection(host, port, timeout=timeout)
    )
    connection.connect()
    if not is_allowed(host, allowed):
        try:
            refuse_address(connection.sock.getpeername()[0], host)
        except PrivateAddress:
            connection.close()
            raise
    return connection
