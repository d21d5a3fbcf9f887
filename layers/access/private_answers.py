"""Answers to somebody who is signed in, or sent a key or token, are theirs alone: no cache between may keep one."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers


class PrivateAnswersMiddleware:
    """Stands behind authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        patch_vary_headers(response, ["Cookie", "Authorization"])
        if request.user.is_authenticated:
            patch_cache_control(response, private=True)
        return response
