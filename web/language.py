"""Which language a page is in: `?lang=en` says, a cookie remembers, Vietnamese otherwise.

The browser's Accept-Language is left aside: a Vietnamese city's page opens in Vietnamese, whatever the machine it is
read on was set up for, and the switch in the header is one step away.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

COOKIE_AGE = 365 * 24 * 3600


class LanguageMiddleware:
    """Activates the language for the request and says it in the response."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = known_language(request.GET.get("lang"))
        language = asked or known_language(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)) or settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", language)
            patch_vary_headers(response, ["Cookie"])
            if asked:
                response.set_cookie(
                    settings.LANGUAGE_COOKIE_NAME, asked, max_age=COOKIE_AGE, samesite="Lax", secure=request.is_secure()
                )
        return response


def known_language(code: str | None) -> str | None:
    """`en` for `en`, `en-GB` or `EN`; None for what the product doesn't speak."""
    short = (code or "").lower().partition("-")[0]
    return short if short in dict(settings.LANGUAGES) else None
