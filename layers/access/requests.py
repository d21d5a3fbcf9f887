"""Whose view a request is answered by."""

from django.http import HttpRequest

from layers.access.queries.views import view_for
from layers.access.view import View


def view_of(request: HttpRequest) -> View:
    """The View of who asks: of the account that is signed in or whose key or token was sent (`request.user`), with no
    more rights than the key or token has (`request.right_limit`); else the public's. One request has one View."""
    found = getattr(request, "_view", None)
    if found is None:
        user = getattr(request, "user", None)
        account = user.pk if user is not None and user.is_authenticated else None
        found = request._view = view_for(account, getattr(request, "right_limit", None))  # type: ignore[attr-defined]
    assert isinstance(found, View)  # noqa: S101
    return found
