"""`GET /api/decision-powers`: who approves plans and permits works, on a day. docs/reference/api-decision-powers.md."""

import re
from datetime import date

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from gis.errors import InvalidRequest
from layers.access.powers import GRADES, LEVELS, SUBJECTS, WORKS, Power
from layers.access.queries.powers import decision_powers, who_decides

KNOWN = {"subject": tuple(SUBJECTS), "plan_level": LEVELS, "works_grade": GRADES, "works": tuple(WORKS)}


@require_safe
@conditional_page
def powers(request: HttpRequest) -> HttpResponse:
    """Those of one subject, or all; today's, or those of a day."""
    asked: dict[str, str] = {}
    for name, value in request.GET.items():
        if name not in KNOWN and name not in ("on", "lang"):
            raise InvalidRequest("E-REQUEST-01", name=name[:40], known=", ".join([*KNOWN, "on"]))
        if name in KNOWN:
            if value not in KNOWN[name]:
                raise InvalidRequest("E-ACCESS-29", name=name, value=value[:40], known=", ".join(KNOWN[name]))
            asked[name] = value
    day = _day(request.GET.get("on"))
    document = {"on": day.isoformat(), "powers": [one.as_json() for one in _found(asked, day)]}
    response = JsonResponse(document)
    response["Cache-Control"] = "no-cache"
    return response


def _found(asked: dict[str, str], day: date) -> list[Power]:
    subject = asked.pop("subject", "")
    if subject:
        return who_decides(subject, on=day, **asked)
    if asked:
        raise InvalidRequest("E-ACCESS-29", name="subject", value="-", known=", ".join(SUBJECTS))
    return decision_powers(day)


def _day(text: str | None) -> date:
    if text is None:
        return timezone.localdate()
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise InvalidRequest("E-ACCESS-29", name="on", value=text[:40], known="2026-11-25")
