"""A database may be restarted or restored under a running server, whose connections stay open for long.

To look before each request whether its connection still lives costs a round trip: as much as reading one feature does.
So what only reads is asked again on a new connection, and only what writes looks first.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse

READING = frozenset({"GET", "HEAD", "OPTIONS"})
View = Callable[..., HttpResponse]
Answer = TypeVar("Answer")


class ReconnectMiddleware:
    """Stands last, around the view alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, arguments: tuple[Any, ...], values: dict[str, Any]
    ) -> None:
        if request.method not in READING:
            _leave_if_dead()

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Ask the view again that met a dead connection; Django calls this for whatever a view raises."""
        match = request.resolver_match
        if request.method not in READING or match is None or not isinstance(error, (OperationalError, InterfaceError)):
            return None
        return match.func(request, *match.args, **match.kwargs) if _leave_if_dead() else None


def on_a_living_connection(ask: Callable[[], Answer]) -> Answer:
    """What `ask` gives, asked again where its connection was dead. For middleware that reads before the view does."""
    try:
        return ask()
    except (OperationalError, InterfaceError):
        if not _leave_if_dead():
            raise
        return ask()


def _leave_if_dead() -> bool:
    """Close the connection where the server is gone from its other end; the next query opens another."""
    if connection.connection is None or connection.is_usable():
        return False
    connection.close()
    return True
