"""`/account/rights`: what one may do oneself, by what and until when; and lending it to somebody while away."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from layers.access.queries.lists import roles
from layers.access.queries.memberships import State, delegations_to, memberships_of
from web.views.access.answers import may_manage, page, said
from web.views.access.people import lend, take_back
from web.views.access.words import shown_delegation, shown_membership, shown_rights


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_rights(request: HttpRequest) -> HttpResponse:
    """Nobody else's are told here."""
    user = request.user.pk
    assert user is not None  # noqa: S101  signed in
    by_code = {one.code: one for one in roles()}
    own = [one for one in memberships_of(user) if one.state is not State.ENDED]
    lent = [one for one in delegations_to(user) if one.state is not State.ENDED]
    context = {
        "rows": [{**shown_membership(one), "rights": shown_rights(by_code[one.role])} for one in own],
        "lent": [
            {
                **shown_delegation(one),
                "role": said(by_code[one.role].vi, by_code[one.role].en),
                "rights": shown_rights(by_code[one.role]),
            }
            for one in lent
        ],
        "manages": may_manage(request),
    }
    return page(request, "web/access/own_rights.html", context, {"delegate": lend, "undelegate": take_back})
