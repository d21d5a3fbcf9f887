"""Who acts while a request is answered: for the audit log."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextvars import Context, copy_context
from urllib.parse import unquote
from uuid import uuid4

from django.db import connection
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse

from layers.access.queries import grants_of
from layers.audit.actor import Actor, ActorKind, acting_as

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
PURPOSE_HEADER = "Dothi-Purpose"
PURPOSE_IN_SESSION = "purpose"


class ActingMiddleware:
    """Stands behind authentication. Takes and gives `X-Request-Id`, under which proxies know the request too.

    Who it is, is asked only where something is recorded: most requests never look into the session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        request_id = given if REQUEST_ID.fullmatch(given) else uuid4().hex
        with acting_as(lambda: actor_of(request, request_id)):
            response = self.get_response(request)
            if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
                response.streaming_content = _in(copy_context(), response.streaming_content)
        response["X-Request-Id"] = request_id
        return response


def actor_of(request: HttpRequest, request_id: str = "") -> Actor:
    """Whoever sent the request, as authentication found it by now."""
    user = getattr(request, "user", None)
    address = address_of(request)
    if user is None or not user.is_authenticated:
        return Actor(ActorKind.PUBLIC, address=address, purpose=_given_purpose(request), request_id=request_id)
    return Actor(
        ActorKind.SERVICE if getattr(user, "kind", "person") == "service" else ActorKind.PERSON,
        id=user.pk,
        organisation=_organisations(user.pk),
        name=" · ".join(filter(None, (user.get_username(), user.get_full_name()))),
        via=getattr(request, "signed_in_by", "session"),
        address=address,
        purpose=_given_purpose(request) or str(request.session.get(PURPOSE_IN_SESSION, "")),
        request_id=request_id,
    )


def _organisations(user: int) -> str:
    """The organisations for which somebody acts now, by their codes; unknown in a transaction that has failed."""
    if connection.needs_rollback:
        return ""
    return ", ".join(sorted({grant.organisation for grant in grants_of(user) if grant.organisation}))


def address_of(request: HttpRequest) -> str:
    """From where it came."""
    return str(request.META.get("REMOTE_ADDR", ""))


def _given_purpose(request: HttpRequest) -> str:
    """The header's text: UTF-8, or percent-encoded for clients whose headers hold only ASCII."""
    raw = request.headers.get(PURPOSE_HEADER, "")
    return unquote(raw.encode("latin-1", "replace").decode("utf-8", "replace")).strip()


def _in(context: Context, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces of an answer that is still being written when the middleware has returned."""
    left = iter(pieces)
    while (piece := context.run(next, left, None)) is not None:
        yield piece
