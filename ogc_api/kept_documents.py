"""Documents made of the whole catalog are kept until it changes: 250 layers take 0.1 s and more to describe."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from layers.access.requests import view_of
from layers.codes.queries import state_in_use as codes_in_use
from layers.features.queries import state_of
from ogc_api import negotiation
from ogc_api.conditional import content_tag

MOST = 48
"""Answers a worker keeps; each may have some megabytes."""


class _Kept:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.answers: OrderedDict[Hashable, tuple[bytes, dict[str, str]]] = OrderedDict()

    def get(self, key: Hashable) -> tuple[bytes, dict[str, str]] | None:
        with self.lock:
            found = self.answers.get(key)
            if found is not None:
                self.answers.move_to_end(key)
            return found

    def put(self, key: Hashable, answer: tuple[bytes, dict[str, str]]) -> None:
        with self.lock:
            self.answers[key] = answer
            while len(self.answers) > MOST:
                self.answers.popitem(last=False)


_kept = _Kept()


View = Callable[[HttpRequest], HttpResponse]


def kept(view: View) -> View:
    """Answer as the view did before under the same address, in the same language and form, to those who see the
    same, of the same code lists on the same day. Refusals aren't kept."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        if getattr(request, "signed_in", False) and negotiation.prefers_html(request):
            return view(request)  # the page's header names the reader
        key = (
            view.__name__,
            view_of(request),
            state_of(view_of(request)),
            codes_in_use(),
            timezone.localdate(),
            request.build_absolute_uri(),
            request.LANGUAGE_CODE,
            negotiation.prefers_html(request),
        )
        found = _kept.get(key)
        if found is None:
            response = view(request)
            response["ETag"] = content_tag(response.content)  # once, not at each answer: it may have megabytes
            _kept.put(key, (response.content, dict(response.items())))
            return response
        return HttpResponse(found[0], headers=found[1])

    return answer
