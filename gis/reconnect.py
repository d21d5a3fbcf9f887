"""A database may be restarted or restored under a running server, whose connections stay open for long.

To look before each request whether its connection still lives costs a round trip: as much as reading one feature does.
So what only reads is asked again on a new connection, and only what writes looks first.
"""

from collections.abc import Callable
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse

READING = frozenset({"GET", "HEAD", "OPTIONS"})
View = Callable[..., HttpResponse]


class ReconnectMiddleware:
    """Stands last, around the view alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, arguments: tuple[Any, ...], values: dict[str, Any]
    ) -> HttpResponse | None:
        if request.method not in READING:
            _leave_if_dead()
            return None
        try:
            return view(request, *arguments, **values)
        except (OperationalError, InterfaceError):
            if not _leave_if_dead():
                raise
            return view(request, *arguments, **values)


def _leave_if_dead() -> bool:
    """Close the connection where the server is gone from its other end; the next query opens another."""
    if connection.connection is None or connection.is_usable():
        return False
    connection.close()
    return True
