"""Free TCP ports. No port is assumed free: the next one is taken."""

import errno
import socket
from collections.abc import Iterator

LOOPBACK = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))


def free_ports(first: int, last: int) -> Iterator[int]:
    """The free ports from `first` to `last`, one after another."""
    return (port for port in range(first, last + 1) if is_free(port))


def is_free(port: int) -> bool:
    """Whether nothing listens there, on IPv4 or IPv6: `localhost` is either, and a browser tries both."""
    return all(_can_bind(family, host, port) for family, host in LOOPBACK)


def answers(port: int) -> bool:
    """Whether something accepts connections there now."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _can_bind(family: socket.AddressFamily, host: str, port: int) -> bool:
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections just closed don't count
            probe.bind((host, port))
    except OSError as error:
        return error.errno in (errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL)  # a machine without IPv6
    return True
