"""Whose keys somebody may see, and what they may do with them.

Who manages access sees and changes all. A data manager (somebody who administers layers) sees those of the
organisations they act for, and can revoke them when one leaks; to give keys would be to give rights. Nobody else knows
that there is such a page.
"""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from layers.access.queries import grants_of
from layers.access.rights import Right


@dataclass(frozen=True)
class Reach:
    """`organisations`: codes of those whose clients may be seen, None for all."""

    organisations: frozenset[str] | None
    may_give: bool
    user: int


def reach_of(request: HttpRequest) -> Reach:
    """What the signed-in account, or the key that was sent, reaches.

    Raises:
        Http404 for whoever may not know: as for any address where nothing is.
    """
    account = request.user.pk if request.user.is_authenticated else None
    limit: frozenset[Right] | None = getattr(request, "right_limit", None)
    held = [grant for grant in grants_of(account) if limit is None or grant.right in limit]
    if account is not None and any(grant.right == Right.MANAGE_ACCESS for grant in held):
        return Reach(None, True, account)
    own = frozenset(grant.organisation for grant in held if grant.right == Right.ADMINISTER) - {""}
    if account is None or not own:
        raise Http404
    return Reach(own, False, account)
