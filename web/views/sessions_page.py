"""`/account/sessions/`: where somebody is signed in, and ending that."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gis.errors import NotFound
from layers.accounts.queries import list_sessions
from layers.accounts.services import end_other_sessions, end_session


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def sessions_page(request: HttpRequest) -> HttpResponse:
    """The list; a POST with `session` ends one of one's own, one with `others` all but this."""
    assert request.user.pk is not None  # noqa: S101  signed in
    user_id: int = request.user.pk
    if request.method == "POST":
        if "others" in request.POST:
            end_other_sessions(user_id, request.session.session_key or "")
        else:
            asked = request.POST.get("session", "")
            if not asked.isdecimal() or len(asked) > 18:
                raise NotFound("E-ACCOUNT-10")
            end_session(user_id, int(asked))
        return redirect("usersessions_list")
    sessions = list_sessions(user_id)
    current = [one for one in sessions if one.has_key(request.session.session_key)]
    others = [one for one in sessions if one not in current]
    return render(request, "web/sessions.html", {"current": current, "others": others})
