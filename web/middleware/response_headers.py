"""Headers for browsers beside the content-security policy, which django-csp writes."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class ResponseHeadersMiddleware:
    """Permissions-Policy on pages; what a signed-in person saw stays out of shared caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
            if getattr(request, "signed_in", False):
                response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
