"""What the pages of rights share: who may open them, how a form is done, how the page is shown again."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from gis.errors import DothiError, InvalidRequest
from layers.access.days import Span, span
from layers.access.events import refused
from layers.access.queries import rights_on_product
from layers.access.rights import Right
from web.errors import status_of

Deed = Callable[[int, "Posted"], str]
"""Does what a form asks for, on behalf of an account; gives the sentence that says so."""


class Posted:
    """A form's values, without spaces around them."""

    def __init__(self, request: HttpRequest) -> None:
        self._values = request.POST

    def text(self, name: str) -> str:
        return self._values.get(name, "").replace("\0", "").strip()

    def many(self, name: str) -> list[str]:
        return [value.replace("\0", "") for value in self._values.getlist(name)]

    def number(self, name: str) -> int:
        """-1 where it is none: there is no such thing, say services then."""
        text = self.text(name)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else -1

    def words(self, name: str) -> list[str]:
        """Codes with commas or spaces between."""
        return self.text(name).replace(",", " ").replace(";", " ").split()

    def day(self, name: str) -> date | None:
        """Raises InvalidRequest E-ACCESS-29 where it is no day."""
        text = self.text(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise InvalidRequest("E-ACCESS-29", name=name, value=text[:40], known="2026-11-25") from None

    def span(self) -> Span:
        """`first` and `last` as the arguments of services."""
        return span(self.day("first"), self.day("last"))


def for_managers(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page that isn't there for anybody but holders of manage_access."""

    @wraps(view)
    def answer(request: HttpRequest, **values: Any) -> HttpResponseBase:
        if not may_manage(request):
            raise Http404
        return view(request, **values)

    return answer


def may_manage(request: HttpRequest) -> bool:
    limit = getattr(request, "right_limit", None)
    allowed = limit is None or Right.MANAGE_ACCESS in limit
    return request.user.is_authenticated and allowed and Right.MANAGE_ACCESS in rights_on_product(request.user.pk)


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any], deeds: Mapping[str, Deed], back: str = ""
) -> HttpResponse:
    """The page; or what its form asks for, and then the page anew. A refusal is said on it, with what was typed."""
    refusal: DothiError | None = None
    if request.method == "POST":
        deed = deeds.get(request.POST.get("deed", ""))
        if deed is None:
            raise Http404
        try:
            assert request.user.pk is not None  # noqa: S101  the guards of the pages
            said = deed(request.user.pk, Posted(request))
        except DothiError as error:
            refused(error, request.path)
            refusal = error
        else:
            messages.success(request, said)
            return redirect(back or request.get_full_path())
    shown = {**context, "typed": request.POST if refusal else {}, "refusal": _told(refusal) if refusal else None}
    response = render(request, template, shown, status=status_of(refusal) if refusal else 200)
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, no_store=True)
    return response


def _told(error: DothiError) -> dict[str, str]:
    language = get_language() or "vi"
    return {"code": error.code, "sentence": error.sentence(language), "way_out": error.way_out(language)}


def said(vi: str, en: str) -> str:
    """The one in the reader's language."""
    return en if get_language() == "en" else vi
