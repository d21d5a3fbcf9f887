"""`/account/access/withheld` and `/account/access/powers`: withheld areas without shapes, and who may decide what."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from layers.access.powers import AUTHORITIES, GRADES, LEVELS, SUBJECTS, WORKS, Power
from layers.access.queries.lists import withheld_areas
from layers.access.queries.powers import decision_powers
from layers.access.services import end_withheld
from layers.codes.queries import titled
from web.views.access.answers import Posted, for_managers, page, said
from web.views.access.words import choice_title, until


@for_managers
@require_http_methods(["GET", "HEAD", "POST"])
def withheld(request: HttpRequest) -> HttpResponse:
    """Where they lie is told nobody here: shapes come by files on the command line."""
    rows = [
        {
            "facts": one, "layers": ", ".join(map(choice_title, one.choices)), "last": until(one.valid_to),
            "first": timezone.localtime(one.valid_from).strftime("%d/%m/%Y"),
        }
        for one in withheld_areas()
    ]  # fmt: skip
    return page(request, "web/access/withheld.html", {"rows": rows}, {"end": _end})


@for_managers
@require_safe
def powers(request: HttpRequest) -> HttpResponse:
    """As of today."""
    subjects = [
        {
            "title": said(*SUBJECTS[subject]),
            "rows": [
                {
                    "facts": one, "authority": said(*AUTHORITIES[one.authority]),
                    "what": ", ".join(filter(None, (
                        _listed("plan_level", one.plan_level), _listed("works_grade", one.works_grade),
                        said(*WORKS[one.works]) if one.works else "",
                    ))),
                    "condition": said(one.condition_vi, one.condition_en),
                    "first": one.valid_from.strftime("%d/%m/%Y"),
                    "last": one.valid_to.strftime("%d/%m/%Y") if one.valid_to else "",
                }
                for one in sorted(decision_powers(timezone.localdate()), key=_order) if one.subject == subject
            ],
        }
        for subject in SUBJECTS
    ]  # fmt: skip
    return page(request, "web/access/powers.html", {"subjects": subjects}, {})


def _order(one: Power) -> tuple[int, int, str]:
    """From the widest plan to the closest, from the highest grade of works to the lowest; for any of them first."""
    return ("", *LEVELS).index(one.plan_level), ("", *GRADES).index(one.works_grade), one.works


def _listed(name: str, code: str) -> str:
    return titled(name, code, get_language() or "vi") if code else ""


def _end(by: int, form: Posted) -> str:
    end_withheld(form.text("area"), reason=form.text("reason"), by=by)
    return said("Khu vực đã kết thúc.", "The area has ended.")
