"""`/account/access/organisations`: for whom people act."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from layers.access.queries.lists import organisations as all_organisations
from layers.access.services import end_organisation, ensure_organisation
from web.views.access.answers import Posted, for_managers, page, said


@for_managers
@require_http_methods(["GET", "HEAD", "POST"])
def organisations(request: HttpRequest) -> HttpResponse:
    """Ended ones too."""
    rows = [
        {
            "facts": one, "title": said(one.vi, one.en),
            "ended": timezone.localtime(one.ended_at).strftime("%d/%m/%Y") if one.ended_at else "",
        }
        for one in sorted(all_organisations(ended=True), key=lambda one: (one.ended_at is not None, one.code))
    ]  # fmt: skip
    return page(request, "web/access/organisations.html", {"rows": rows}, {"keep": _keep, "end": _end})


def _keep(by: int, form: Posted) -> str:
    ensure_organisation(form.text("code"), form.text("vi"), form.text("en"), by=by)
    return said("Đã lưu cơ quan.", "The organisation is kept.")


def _end(by: int, form: Posted) -> str:
    end_organisation(form.text("code"), reason=form.text("reason"), by=by)
    return said("Cơ quan đã kết thúc hoạt động.", "The organisation has ended.")
