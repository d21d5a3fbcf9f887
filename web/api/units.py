"""`GET /api/units`: administrative units by code (`code`, with `era` or `on`), by `name`, or at a point (`at=lon,lat`).

With `code` or `at` the answer has the unit's successors and predecessors. The answer: docs/reference/api-units.md.
"""

import hashlib
import math
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from gis.errors import InvalidRequest
from layers.access.requests import view_of
from layers.administration.queries import Era, Unit, find_unit, predecessors, successors, unit_at, units_named
from layers.administration.unit_document import match_documents, unit_document

PARAMETERS = ("code", "name", "at", "era", "on", "lang")


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    response = JsonResponse(_answer(request))
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:20]}"'
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    answer = get_conditional_response(request, etag=etag, response=response)
    return answer if isinstance(answer, HttpResponse) else response


def _answer(request: HttpRequest) -> dict[str, Any]:
    for name in request.GET:
        if name not in PARAMETERS:
            raise InvalidRequest("E-REQUEST-01", name=name[:40], known=", ".join(PARAMETERS))
    asked = {name: request.GET[name] for name in ("code", "name", "at") if request.GET.get(name, "").strip()}
    era, on = _era(request.GET.get("era", "")), _day(request.GET.get("on", ""))
    if len(asked) != 1 or ("at" in asked and (era or on)):
        raise InvalidRequest("E-UNIT-08")
    if "\0" in asked.get("name", ""):
        raise InvalidRequest("E-UNIT-09", name="name", value=repr(asked["name"])[:40])
    if "name" in asked:
        return {"units": match_documents(units_named(asked["name"], era=era, on=on))}
    if "at" in asked:
        found = unit_at(view_of(request), *_point(asked["at"]))
        return {"units": [_related(found)] if found else []}
    return {"units": [_related(find_unit(asked["code"], era=era, on=on))]}


def _related(unit: Unit) -> dict[str, Any]:
    """The unit with what it became and what it was made of, each with the address that tells all of it."""
    on = _day_of(unit)
    return {
        **unit_document(unit),
        "successors": _links(successors(unit.code, on=on)),
        "predecessors": _links(predecessors(unit.code, on=on)),
    }


def _links(found: Sequence[Unit]) -> list[dict[str, str]]:
    return [
        {
            "code": unit.code,
            "full_name": unit.full_name,
            "href": f"{reverse('web:units')}?code={unit.code}&on={_day_of(unit).isoformat()}",
        }
        for unit in found
    ]


def _day_of(unit: Unit) -> date:
    """A day on which it stood: the last one, or today."""
    if unit.valid_to is None:
        return Era.TODAY.day
    return min(date.fromordinal(unit.valid_to.toordinal() - 1), Era.TODAY.day)


def _era(text: str) -> Era | None:
    try:
        return Era(text) if text else None
    except ValueError:
        raise InvalidRequest("E-UNIT-07", era=text[:40], known=", ".join(Era)) from None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InvalidRequest("E-UNIT-09", name="on", value=text[:40]) from None


def _point(text: str) -> tuple[float, float]:
    try:
        longitude, latitude = map(float, text.split(","))
    except ValueError:
        raise InvalidRequest("E-UNIT-09", name="at", value=text[:40]) from None
    if not (math.isfinite(longitude) and abs(longitude) <= 180 and abs(latitude) <= 90):
        raise InvalidRequest("E-UNIT-09", name="at", value=text[:40])
    return longitude, latitude
