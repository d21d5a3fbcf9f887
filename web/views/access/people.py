"""`/account/access`: who has which role where, with forms to give, lend, move and end it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from gis.errors import InvalidRequest
from layers.access.days import begin_of, end_of
from layers.access.queries.lists import organisations, roles
from layers.access.queries.memberships import memberships
from layers.access.roles import PUBLIC
from layers.access.services import change_area, delegate, end_delegation, end_membership, grant_membership
from web.views.access.answers import Posted, for_managers, page, said
from web.views.access.words import shown_membership


@for_managers
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Searched by words in names of people, organisations and roles."""
    words, ended = request.GET.get("q", "").replace("\0", "")[:200], request.GET.get("ended") == "1"
    found = memberships(words=words, ended=ended)
    context = {
        "words": words,
        "ended": ended,
        "count": found.count,
        "rows": [shown_membership(one) for one in found.rows],
        "organisations": [{"code": one.code, "title": said(one.vi, one.en)} for one in organisations()],
        "roles": [{"code": one.code, "title": said(one.vi, one.en)} for one in roles() if one.code != PUBLIC],
    }
    return page(request, "web/access/people.html", context, DEEDS)


def _grant(by: int, form: Posted) -> str:
    grant_membership(
        form.text("user"), form.text("organisation"), form.text("role"), areas=form.words("areas"),
        reason=form.text("reason"), by=by, **form.span(),
    )  # fmt: skip
    return said(f"Đã cấp vai trò cho {form.text('user')}.", f"{form.text('user')} has the role.")


def _end(by: int, form: Posted) -> str:
    end_membership(form.number("membership"), reason=form.text("reason"), by=by)
    return said("Đã kết thúc phân quyền.", "The membership has ended.")


def _area(by: int, form: Posted) -> str:
    change_area(form.number("membership"), form.words("areas"), reason=form.text("reason"), by=by)
    return said("Đã đổi địa bàn.", "The area is changed.")


def lend(by: int, form: Posted) -> str:
    """Delegate a membership: one's own, or as a manager somebody's."""
    last = form.day("last")
    if last is None:
        raise InvalidRequest("E-ACCESS-29", name=said("đến hết ngày", "last day"), value="-", known="2026-11-25")
    first = form.day("first")
    begins, ends = begin_of(first) if first else None, end_of(last)
    delegate(
        form.number("membership"), form.text("to"), valid_from=begins, valid_to=ends, reason=form.text("reason"), by=by
    )
    return said(f"Đã ủy quyền cho {form.text('to')}.", f"Delegated to {form.text('to')}.")


def take_back(by: int, form: Posted) -> str:
    """End a delegation."""
    end_delegation(form.number("delegation"), reason=form.text("reason"), by=by)
    return said("Đã kết thúc ủy quyền.", "The delegation has ended.")


DEEDS = {"grant": _grant, "end": _end, "area": _area, "delegate": lend, "undelegate": take_back}
