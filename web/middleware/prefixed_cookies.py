"""Cookies below a prefix: other programs on the same host neither get ours nor overwrite them.

By https our cookies have names that begin with `__Host-`, which browsers take with the path `/` alone. Below a prefix
they are called `__Secure-` outside, and have their usual names inside (RFC 6265bis, 4.1.3).
"""

from http.cookies import SimpleCookie

WHOLE_HOST, SCOPED = "__Host-dothi_", "__Secure-dothi_"


def read_scoped(header: str) -> str:
    """A Cookie header with our scoped cookies under their usual names; those of an installation at `/` are left out."""
    parts = [part.strip() for part in header.split(";")]
    return "; ".join(part.replace(SCOPED, WHOLE_HOST, 1) for part in parts if not part.startswith(WHOLE_HOST))


def scope(cookies: "SimpleCookie", path: str) -> None:
    """Hold cookies that were meant for the whole host to a path."""
    for name, cookie in cookies.items():
        if cookie["path"] != "/":
            continue
        cookie["path"] = path
        if name.startswith(WHOLE_HOST):
            cookie.set(name.replace(WHOLE_HOST, SCOPED, 1), cookie.value, cookie.coded_value)
