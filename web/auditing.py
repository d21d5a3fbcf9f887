"""What the pages and the API of the audit log share: who may, from where to go on, and that looking is recorded."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from gis.errors import InvalidRequest
from layers.access.queries import rights_on_product
from layers.access.rights import Right
from layers.audit.queries import EventPage, EventSearch, find_events
from layers.audit.services import record_apart

View = Callable[..., HttpResponseBase]
_signer = Signer(salt="audit")


def auditors_only(view: View) -> View:
    """To whoever may not read the log there is nothing at the address."""

    @wraps(view)
    def answer(request: HttpRequest, **values: Any) -> HttpResponseBase:
        if not may_read_audit(request):
            raise Http404
        response = view(request, **values)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return answer


def may_read_audit(request: HttpRequest) -> bool:
    """By the account's rights, and those of the key or token that was sent."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return False
    limit: frozenset[Right] | None = getattr(request, "right_limit", None)
    return Right.READ_AUDIT in rights_on_product(user.pk) and (limit is None or Right.READ_AUDIT in limit)


def looked_up(request: HttpRequest, search: EventSearch, limit: int) -> tuple[EventPage, str]:
    """A page of events with the mark of the next one (empty at the end). The search is recorded once, with its first
    page: a mark goes on with the search and the account that it was made for, and no other.

    Raises:
        InvalidRequest: E-AUDIT-01 a mark that wasn't given out for this.
    """
    mark = request.GET.get("before", "")
    before = _after_mark(request, search.given, mark) if mark else None
    page = find_events(search, limit=limit, before=before)
    if before is None:
        record_apart("audit.searched", details={"search": dict(search.given)})
    following = _mark(request, search.given, page.events[-1].id) if page.more else ""
    return page, following


def _mark(request: HttpRequest, given: Mapping[str, str], event_id: int) -> str:
    return _signer.sign_object([event_id, request.user.pk, sorted(given.items())], compress=True)


def _after_mark(request: HttpRequest, given: Mapping[str, str], mark: str) -> int:
    refused = InvalidRequest("E-AUDIT-01", name="before", value=mark[:40].replace("\0", ""), expected="next")
    try:
        event_id, user, words = _signer.unsign_object(mark)
    except (BadSignature, ValueError):
        raise refused from None
    if user != request.user.pk or words != [list(pair) for pair in sorted(given.items())]:
        raise refused
    return int(event_id)
